package dev.rollcall.dns.locality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.guard.Client;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.IpNetwork;
import dev.rollcall.registry.instance.Locality;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which address is where, and how far around it that is so. */
class LocalitiesTest {
  private static final String RANGES =
      "eu-1a=10.1.0.0/16 eu-1a=10.1.2.0/24 eu-1a=fd00:1::/48 eu-1b=10.2.0.0/16"
          + " eu-1b=fd00:0:0:8000::/49 eu-1b=fd00:2::1 eu-1c=64.0.2.7 us=128.0.0.0/1";

  private final LocalityTable table = LocalityTable.of(localities(RANGES.split(" ")));

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0, eu-1a, 16",
    "10.1.255.255, eu-1a, 16",
    "10.1.2.3, eu-1a, 16", // the smaller network lies within one of the same locality
    "10.2.3.4, eu-1b, 16",
    "10.0.255.255, '', 16", // 10.0 and 10.1 differ in the sixteenth bit
    "10.3.0.0, '', 16",
    "10.4.0.0, '', 14",
    "11.0.0.0, '', 8",
    "9.255.255.255, '', 7",
    "0.0.0.0, '', 5",
    "127.255.255.255, '', 3",
    "128.0.0.0, us, 1",
    "255.255.255.255, us, 1",
    "fd00:1::, eu-1a, 48",
    "fd00:1:0:ffff:ffff:ffff:ffff:ffff, eu-1a, 48",
    "fd00:1:1::, '', 48",
    "fd00:0:0:8000::1, eu-1b, 49",
    "fd00:0:0:7fff::1, '', 49",
    "fd00:2::1, eu-1b, 128",
    "fd00:2::, '', 128",
    "fd00:2::3, '', 127",
    "::, '', 1",
  })
  void anAddressIsWhereItsRangeIs(String address, String locality, int prefixLength) {
    Place place = locate(table, address);
    assertEquals(locality.isEmpty() ? 0 : number(table, locality), place.locality());
    assertEquals(prefixLength, place.prefixLength());
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
  void withoutRangesOfAFamilyAllOfItIsNowhere(String address) {
    LocalityTable other =
        LocalityTable.of(localities(address.contains(":") ? "a=10.0.0.0/8" : "a=fd00::/8"));
    Place place = locate(other, address);
    assertEquals(LocalityTable.NOWHERE, place.locality());
    assertEquals(1, place.prefixLength()); // 0 would be all addresses of both families
  }

  @Test
  void aRangeOfAllAddressesIsNotForTheOtherFamily() {
    LocalityTable all = LocalityTable.of(localities("a=0.0.0.0/0"));
    assertEquals(1, locate(all, "192.0.2.1").locality());
    assertEquals(1, locate(all, "192.0.2.1").prefixLength());
    assertEquals(LocalityTable.NOWHERE, locate(all, "::1").locality());
  }

  @ParameterizedTest
  @CsvSource({
    "a=10.0.0.0/8, b=10.0.0.0/8",
    "a=10.0.0.0/8, b=10.255.255.255",
    "b=10.1.0.0/16, a=10.0.0.0/8",
    "a=fd00::/8, b=fdff::/16",
    "b=0.0.0.0/1, a=10.1.0.0/16",
  })
  void rangesOfTwoLocalitiesDoNotOverlap(String one, String other) {
    var refusal =
        assertThrows(InvalidValueException.class, () -> localities("c=192.0.2.0/24", one, other));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains("a=") && message.contains("b="), message);
    assertTrue(!message.contains("c="), message);
  }

  @Test
  void neighboursDoNotOverlap() {
    LocalityTable halves = LocalityTable.of(localities("a=10.0.0.0/9", "b=10.128.0.0/9"));
    assertEquals(number(halves, "a"), locate(halves, "10.127.255.255").locality());
    assertEquals(number(halves, "b"), locate(halves, "10.128.0.0").locality());
  }

  @Test
  void aLocalityHasNetworks() {
    Map<Locality, List<IpNetwork>> ranges = Map.of(new Locality("a"), List.of());
    var refusal = assertThrows(InvalidValueException.class, () -> new Localities(ranges));
    assertEquals("locality", refusal.field());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 101})
  void aShareIsAPercentage(int share) {
    var refusal =
        assertThrows(InvalidValueException.class, () -> LocalitySettings.NONE.withShare(share));
    assertEquals("share", refusal.field());
  }

  /** Reads ranges such as {@code eu-1a=10.1.0.0/16}. */
  static Localities localities(String... ranges) {
    var byLocality = new HashMap<Locality, List<IpNetwork>>();
    for (String range : ranges) {
      String[] pair = range.split("=", -1);
      byLocality.merge(
          new Locality(pair[0]),
          List.of(IpNetwork.parse(pair[1])),
          (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
    }
    return new Localities(byLocality);
  }

  private static int number(LocalityTable table, String locality) {
    return table.numberOf(new Locality(locality));
  }

  private static Place locate(LocalityTable table, String address) {
    Client client = Client.at(InetAddress.ofLiteral(address));
    var place = new Place();
    table.locate(client.isIpv4(), client.upperBits(), client.lowerBits(), place);
    return place;
  }
}
