package dev.rollcall.registry.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @Test
  void addressesAreDistinctAndIpv4First() {
    assertEquals(
        Endpoint.Addresses.of("10.0.0.4", "10.0.0.5", "fd00::5"),
        Endpoint.Addresses.of("FD00::5", "10.0.0.5", "10.0.0.4", "fd00::5"));
  }

  @Test
  void anInstanceHasAtLeastOneAddress() {
    new Refusal("addresses", "[]", "1 to 16").isGivenBy(() -> new Endpoint.Addresses(List.of()));
  }

  @Test
  void anInstanceHasUpTo16DistinctAddresses() {
    assertEquals(16, new Endpoint.Addresses(addresses(16)).all().size());
    new Refusal("addresses", addresses(17).toString().substring(0, 80) + "…", "1 to 16")
        .isGivenBy(() -> new Endpoint.Addresses(addresses(17)));
  }

  @ParameterizedTest
  @CsvSource({
    "db.example.com, db.example.com",
    "DB.Example.COM., db.example.com",
    "db, db",
    "1.example, 1.example"
  })
  void aHostNameIsKeptInLowerCaseWithoutADotAtItsEnd(String given, String kept) {
    assertEquals(kept, new Endpoint.ExternalHost(given).name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "db..example",
        ".db",
        "db_1.example",
        "10.0.0.5",
        "10",
        "0x7f.1",
        "db.0x7f",
        "db.1",
        "a b",
        "é.de"
      })
  void whatIsNoHostNameIsRefused(String given) {
    new Refusal("host", given, "such as db.example.com")
        .isGivenBy(() -> new Endpoint.ExternalHost(given));
  }

  @Test
  void aHostNameHasUpTo253Characters() {
    String label = "a".repeat(63) + ".";
    String longest = label.repeat(3) + "a".repeat(61);
    assertEquals(longest, new Endpoint.ExternalHost(longest + ".").name());
    new Refusal("host", longest.substring(0, 80) + "…", "253")
        .isGivenBy(() -> new Endpoint.ExternalHost(longest + "a"));
  }

  private static List<IpAddress> addresses(int count) {
    return IntStream.range(0, count).mapToObj(i -> IpAddress.parse("10.0.1." + (100 + i))).toList();
  }
}
