package dev.rollcall.dns.locality;

import dev.rollcall.dns.guard.Client;
import dev.rollcall.registry.instance.IpNetwork;
import java.util.List;

/** Networks of one family in the order of their addresses, no two of which overlap. Immutable. */
final class RangeTable {
  private final long[] upper;
  private final long[] lower;
  private final int[] prefixLengths;
  private final int[] localities;

  private RangeTable(int size, int[] localities) {
    this.upper = new long[size];
    this.lower = new long[size];
    this.prefixLengths = new int[size];
    this.localities = localities;
  }

  /**
   * @param localities the number of each network's locality
   */
  static RangeTable of(List<IpNetwork> networks, int[] localities) {
    var table = new RangeTable(networks.size(), localities);
    for (int i = 0; i < networks.size(); i++) {
      Client first = Client.at(networks.get(i).first());
      table.upper[i] = first.upperBits();
      table.lower[i] = first.lowerBits();
      table.prefixLengths[i] = networks.get(i).prefixLength();
    }
    return table;
  }

  /** The place of an address; its prefix is never empty: that would be all of both families. */
  void locate(long upperBits, long lowerBits, Place place) {
    int before = lastNotAfter(upperBits, lowerBits);
    int shared = before < 0 ? 0 : shared(before, upperBits, lowerBits);
    if (before >= 0 && shared >= prefixLengths[before]) {
      place.moveTo(localities[before], Math.max(1, prefixLengths[before]));
      return;
    }
    // Of all networks, its neighbours share the most with it; one bit more, and they are left out.
    if (before + 1 < upper.length) {
      shared = Math.max(shared, shared(before + 1, upperBits, lowerBits));
    }
    place.moveTo(LocalityTable.NOWHERE, shared + 1);
  }

  /** The last network that begins at that address or before it, -1 for none. */
  private int lastNotAfter(long upperBits, long lowerBits) {
    int low = 0;
    int high = upper.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (compare(middle, upperBits, lowerBits) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  private int compare(int index, long upperBits, long lowerBits) {
    int order = Long.compareUnsigned(upper[index], upperBits);
    return order == 0 ? Long.compareUnsigned(lower[index], lowerBits) : order;
  }

  /** How many leading bits an address has in common with the first one of a network. */
  private int shared(int index, long upperBits, long lowerBits) {
    int count = Long.numberOfLeadingZeros(upper[index] ^ upperBits);
    return count < Long.SIZE
        ? count
        : Long.SIZE + Long.numberOfLeadingZeros(lower[index] ^ lowerBits);
  }
}
