package dev.rollcall.dns.locality;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.IpNetwork;
import dev.rollcall.registry.instance.Locality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Which addresses are in which locality. No address is in two.
 *
 * @param ranges of each locality, one or more
 */
public record Localities(Map<Locality, List<IpNetwork>> ranges) {
  /** Nobody is anywhere. */
  public static final Localities NONE = new Localities(Map.of());

  private static final int MOST = 1000;
  private static final int MOST_RANGES = 100_000;

  /**
   * One of them.
   *
   * @param locality the name
   * @param network no other of which overlaps with it
   */
  record Range(Locality locality, IpNetwork network) {
    @Override
    public String toString() {
      return locality + "=" + network;
    }
  }

  public Localities {
    ranges =
        ranges.entrySet().stream()
            .collect(toUnmodifiableMap(Map.Entry::getKey, each -> List.copyOf(each.getValue())));
    check(ranges);
    List<Range> all = distinct(ranges);
    if (all.size() > MOST_RANGES) {
      throw new InvalidValueException("networks of localities", all.size(), "up to " + MOST_RANGES);
    }
  }

  /** The localities, in the order of their names. */
  List<Locality> names() {
    return ranges.keySet().stream().sorted(Comparator.comparing(Locality::text)).toList();
  }

  /** All ranges in the order of their addresses, IPv4 first; none lies within another. */
  List<Range> all() {
    return distinct(ranges);
  }

  private static void check(Map<Locality, List<IpNetwork>> ranges) {
    if (ranges.size() > MOST) {
      throw new InvalidValueException("localities", ranges.size(), "up to " + MOST);
    }
    ranges.forEach(
        (locality, networks) -> {
          if (networks.isEmpty()) {
            throw new InvalidValueException("locality", locality, "with one or more networks");
          }
        });
  }

  /** Networks are either apart, or one lies within the other and comes after it. */
  private static List<Range> distinct(Map<Locality, List<IpNetwork>> ranges) {
    var sorted = new ArrayList<Range>();
    ranges.forEach(
        (locality, networks) -> networks.forEach(each -> sorted.add(new Range(locality, each))));
    sorted.sort(Comparator.comparing(Range::network, Localities::compare));
    var distinct = new ArrayList<Range>();
    for (Range range : sorted) {
      Range last = distinct.isEmpty() ? null : distinct.getLast();
      if (last == null || !last.network().contains(range.network().first())) {
        distinct.add(range);
      } else if (!last.locality().equals(range.locality())) {
        throw new InvalidValueException(
            "localities", range, "networks apart from those of others, such as " + last);
      }
    }
    return distinct;
  }

  private static int compare(IpNetwork one, IpNetwork other) {
    byte[] first = one.first().getAddress();
    byte[] second = other.first().getAddress();
    if (first.length != second.length) {
      return Integer.compare(first.length, second.length);
    }
    int order = Arrays.compareUnsigned(first, second);
    return order == 0 ? Integer.compare(one.prefixLength(), other.prefixLength()) : order;
  }
}
