package dev.rollcall.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.instance.InvalidValueException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberAddressTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1:8055,10.0.0.1,8055",
    "node-1.example:1,node-1.example,1",
    "[fd00::1]:65535,fd00::1,65535"
  })
  void hostAndPortAreRead(String text, String host, int port) {
    MemberAddress address = MemberAddress.parse(text);
    assertEquals(new MemberAddress(host, port), address);
    assertEquals(text, address.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        "host:",
        ":8055",
        "host:65536",
        "host:123456",
        "fd00::1:8055",
        "host:-1",
        "a b:c"
      })
  void anythingElseIsRefused(String text) {
    var refusal = assertThrows(InvalidValueException.class, () -> MemberAddress.parse(text));
    assertEquals("member", refusal.field());
    assertTrue(refusal.allowed().contains("host:port"), refusal.allowed());
  }

  @Test
  void fromFiveNamedMembersOnTwoBackupsAreKept() {
    assertEquals(1, settings(1, 4).backups());
    assertEquals(2, settings(1, 5).backups());
    assertEquals(2, settings(5, 4).backups(), "this node counts, named or not");
  }

  private static ClusterSettings settings(int self, int named) {
    List<MemberAddress> join =
        IntStream.rangeClosed(1, named).mapToObj(MemberAddressTest::member).toList();
    return new ClusterSettings(member(self), join, List.of());
  }

  private static MemberAddress member(int number) {
    return new MemberAddress("10.0.0." + number, 8055);
  }
}
