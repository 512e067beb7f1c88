package dev.rollcall.dns.locality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.registry.instance.IpNetwork;
import dev.rollcall.registry.instance.Locality;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What a table says of an address is what a look at every range says, and holds for every other
 * address that shares the prefix which it names, but for none shorter.
 */
class LocalityPropertiesTest {
  /** A range of one of three localities, in a corner of the addresses where they meet. */
  record Range(Locality locality, IpNetwork network) {}

  @Property(tries = 2000)
  void aPlaceHoldsWithinItsPrefix(
      @ForAll("localities") Localities localities,
      @ForAll("addresses") byte[] address,
      @ForAll("addresses") byte[] other) {
    var table = LocalityTable.of(localities);
    Place place = locate(table, address);
    assertEquals(expected(localities, table, address), place.locality());
    if (other.length == address.length) {
      byte[] near = mixed(address, other, place.prefixLength());
      Place there = locate(table, near);
      assertEquals(place.locality(), there.locality());
      assertEquals(place.prefixLength(), there.prefixLength());
    }
  }

  @Property(tries = 1000)
  void outsideOfAllRangesNoShorterPrefixWouldDo(
      @ForAll("localities") Localities localities, @ForAll("addresses") byte[] address) {
    Place place = locate(LocalityTable.of(localities), address);
    if (place.locality() != LocalityTable.NOWHERE || place.prefixLength() == 1) {
      return;
    }
    IpNetwork wider = IpNetwork.around(inet(address), place.prefixLength() - 1);
    boolean meets =
        localities.ranges().values().stream()
            .flatMap(List::stream)
            .anyMatch(range -> wider.contains(range.first()));
    assertEquals(true, meets, () -> wider + " is free of all " + localities);
  }

  /** Those of the ranges that overlap with no earlier one of another locality. */
  @Provide
  Arbitrary<Localities> localities() {
    return range()
        .list()
        .ofMaxSize(12)
        .map(
            ranges -> {
              Map<Locality, List<IpNetwork>> kept = new HashMap<>();
              for (Range range : ranges) {
                boolean free =
                    kept.entrySet().stream()
                        .filter(each -> !each.getKey().equals(range.locality()))
                        .flatMap(each -> each.getValue().stream())
                        .noneMatch(each -> overlap(each, range.network()));
                if (free) {
                  kept.merge(
                      range.locality(),
                      List.of(range.network()),
                      (some, more) -> {
                        var all = new ArrayList<>(some);
                        all.addAll(more);
                        return List.copyOf(all);
                      });
                }
              }
              return new Localities(kept);
            });
  }

  @Provide
  Arbitrary<byte[]> addresses() {
    Arbitrary<byte[]> ipv4 = Arbitraries.bytes().array(byte[].class).ofSize(4);
    Arbitrary<byte[]> ipv6 = Arbitraries.bytes().array(byte[].class).ofSize(16);
    return Arbitraries.oneOf(ipv4, ipv6).map(LocalityPropertiesTest::cornered);
  }

  private Arbitrary<Range> range() {
    Arbitrary<Locality> locality = Arbitraries.of("a", "b", "c").map(Locality::new);
    Arbitrary<Integer> beyond = Arbitraries.integers().between(0, 12);
    return Combinators.combine(locality, addresses(), beyond)
        .as(
            (name, address, bits) ->
                new Range(name, IpNetwork.around(inet(address), address.length * 8 - bits)));
  }

  /** Clears all but the last bits and the first, so that addresses are near to one another. */
  private static byte[] cornered(byte[] address) {
    byte[] near = new byte[address.length];
    near[0] = (byte) (address[0] & 0x80);
    near[near.length - 2] = (byte) (address[near.length - 2] & 0x0f);
    near[near.length - 1] = address[near.length - 1];
    return near;
  }

  private static int expected(Localities localities, LocalityTable table, byte[] address) {
    return localities.ranges().entrySet().stream()
        .filter(each -> each.getValue().stream().anyMatch(range -> range.contains(inet(address))))
        .map(each -> table.numberOf(each.getKey()))
        .findAny()
        .orElse(LocalityTable.NOWHERE);
  }

  private static boolean overlap(IpNetwork one, IpNetwork other) {
    return one.contains(other.first()) || other.contains(one.first());
  }

  /** The first bits of one address, then those of the other. */
  private static byte[] mixed(byte[] first, byte[] then, int bits) {
    byte[] mixed = then.clone();
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> i % 8;
      mixed[i / 8] = (byte) ((mixed[i / 8] & ~mask) | (first[i / 8] & mask));
    }
    return mixed;
  }

  private static Place locate(LocalityTable table, byte[] address) {
    byte[] padded = Arrays.copyOf(address, 16);
    var place = new Place();
    var bits = new BigInteger(1, padded);
    table.locate(address.length == 4, bits.shiftRight(64).longValue(), bits.longValue(), place);
    return place;
  }

  private static InetAddress inet(byte[] address) {
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
