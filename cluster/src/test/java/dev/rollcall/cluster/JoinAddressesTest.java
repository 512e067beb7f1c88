package dev.rollcall.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rollcall.cluster.company.JoinRefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JoinAddressesTest {
  private int asked;

  @Test
  void allAddressesOfANameAreLookedAt() throws IOException {
    assertEquals(
        List.of("10.0.0.1:8055", "10.0.0.2:8055"),
        resolved("10.0.0.9", "nodes:8055", "10.0.0.1", "10.0.0.2"));
  }

  @Test
  void onlyThoseOfTheKindThatThisMemberListensAt() throws IOException {
    assertEquals(
        List.of("[fd00::1]:8055"), resolved("fd00::9", "nodes:8055", "10.0.0.1", "fd00::1"));
    assertEquals(
        List.of("10.0.0.1:8055"), resolved("10.0.0.9", "nodes:8055", "10.0.0.1", "fd00::1"));
  }

  @Test
  void thoseOfTheOtherKindWhenThereAreNoOthers() throws IOException {
    assertEquals(List.of("[fd00::1]:8055"), resolved("10.0.0.9", "nodes:8055", "fd00::1"));
  }

  @Test
  void aNameThatComesLaterIsWaitedFor() throws IOException {
    var addresses = new JoinAddresses(host -> foundAt(3, host), 3, Duration.ZERO);
    assertEquals(1, addresses.resolve(members("nodes:8055"), member("10.0.0.9:8055")).size());
    assertEquals(3, asked);
  }

  @Test
  void aNameThatNeverComesIsRefused() {
    var addresses = new JoinAddresses(host -> foundAt(4, host), 3, Duration.ZERO);
    var refused =
        assertThrows(
            JoinRefusedException.class,
            () -> addresses.resolve(members("10.0.0.1:8055", "nodes:8055"), member("10.0.0.9:1")));
    assertEquals(
        "'nodes:8055' does not resolve; allowed: addresses, and names that have some",
        refused.getMessage());
  }

  @Test
  void aNameThatLeadsToNoMachineIsRefused() {
    var refused =
        assertThrows(
            JoinRefusedException.class, () -> resolved("10.0.0.9", "nodes:8055", "0.0.0.0"));
    assertEquals(
        "'nodes:8055' is no member: address: '0.0.0.0' is not allowed; allowed: an IPv4 or IPv6"
            + " unicast address without a scope, such as 10.0.0.5 or fd00::5",
        refused.getMessage());
  }

  private static List<String> resolved(String self, String name, String... addresses)
      throws IOException {
    var found = new JoinAddresses(host -> literals(addresses), 1, Duration.ZERO);
    return found.resolve(members(name), new MemberAddress(self, 8055)).stream()
        .map(MemberAddress::toString)
        .toList();
  }

  private InetAddress[] foundAt(int time, String host) throws UnknownHostException {
    if (host.equals("10.0.0.1")) {
      return literals(host);
    }
    if (++asked < time) {
      throw new UnknownHostException(host);
    }
    return literals("10.0.0.7");
  }

  private static InetAddress[] literals(String... addresses) {
    return Stream.of(addresses).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
  }

  private static List<MemberAddress> members(String... texts) {
    return Stream.of(texts).map(MemberAddress::parse).toList();
  }

  private static MemberAddress member(String text) {
    return MemberAddress.parse(text);
  }
}
