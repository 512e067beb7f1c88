package dev.rollcall.dns.locality;

import dev.rollcall.dns.locality.Localities.Range;
import dev.rollcall.registry.instance.Locality;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the locality of an address. Immutable; leaves no garbage. */
public final class LocalityTable {
  /** The number of no locality. */
  public static final int NOWHERE = 0;

  /** Every address lies nowhere. */
  public static final LocalityTable NONE = of(Localities.NONE);

  private final Map<Locality, Integer> numbers = new HashMap<>(); // not written once it is made
  private final RangeTable ipv4;
  private final RangeTable ipv6;

  private LocalityTable(List<Locality> names, List<Range> ranges) {
    names.forEach(name -> numbers.put(name, numbers.size() + 1));
    ipv4 = table(ranges.stream().filter(each -> each.network().isIpv4()).toList());
    ipv6 = table(ranges.stream().filter(each -> !each.network().isIpv4()).toList());
  }

  public static LocalityTable of(Localities localities) {
    return new LocalityTable(localities.names(), localities.all());
  }

  /** Whether there is no locality at all. */
  public boolean isEmpty() {
    return numbers.isEmpty();
  }

  /** How many there are; their numbers go from 1 to there. */
  public int size() {
    return numbers.size();
  }

  /** The number of a locality, {@link #NOWHERE} for one that has no addresses. */
  public int numberOf(Locality locality) {
    return numbers.getOrDefault(locality, NOWHERE);
  }

  /**
   * Says where an address lies. All addresses that share the place's prefix lie there too.
   *
   * @param upper the first 64 bits of the address; one of IPv4 fills the upper half
   * @param lower the other 64 bits of an IPv6 address
   */
  public void locate(boolean isIpv4, long upper, long lower, Place place) {
    (isIpv4 ? ipv4 : ipv6).locate(upper, lower, place);
  }

  private RangeTable table(List<Range> ranges) {
    return RangeTable.of(
        ranges.stream().map(Range::network).toList(),
        ranges.stream().mapToInt(each -> numberOf(each.locality())).toArray());
  }
}
