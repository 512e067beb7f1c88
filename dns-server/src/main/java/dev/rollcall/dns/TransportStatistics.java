package dev.rollcall.dns;

import dev.rollcall.dns.guard.Standing;
import dev.rollcall.dns.tally.Drop;
import dev.rollcall.dns.tally.Latency;
import dev.rollcall.dns.tally.QueryType;
import dev.rollcall.dns.tally.Rcode;
import dev.rollcall.dns.tally.Tally;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * What was done over UDP or over TCP.
 *
 * @param queries by what they ask for
 * @param replies by their code
 * @param truncated replies that asked the client to come back over TCP
 * @param drops packets that were not answered as they asked, and connections closed on a client
 * @param cookies queries by their cookie
 * @param latencies replies by how long they took: at most {@link Latency#bound} of that place, the
 *     last ones longer
 * @param latencySum how long all replies took together, in nanoseconds
 */
public record TransportStatistics(
    Map<QueryType, Long> queries,
    Map<Rcode, Long> replies,
    long truncated,
    Map<Drop, Long> drops,
    Map<Standing, Long> cookies,
    List<Long> latencies,
    long latencySum) {
  public TransportStatistics {
    queries = Map.copyOf(queries);
    replies = Map.copyOf(replies);
    drops = Map.copyOf(drops);
    cookies = Map.copyOf(cookies);
    latencies = List.copyOf(latencies);
  }

  static TransportStatistics of(List<Tally> tallies) {
    return new TransportStatistics(
        count(QueryType.class, type -> sum(tallies, tally -> tally.queries(type))),
        count(Rcode.class, rcode -> sum(tallies, tally -> tally.replies(rcode))),
        sum(tallies, Tally::truncated),
        count(Drop.class, reason -> sum(tallies, tally -> tally.drops(reason))),
        count(Standing.class, standing -> sum(tallies, tally -> tally.cookies(standing))),
        IntStream.rangeClosed(0, Latency.BOUNDS)
            .mapToObj(place -> sum(tallies, tally -> tally.latencies(place)))
            .toList(),
        sum(tallies, Tally::latencySum));
  }

  /** Replies with any code. */
  public long allReplies() {
    return replies.values().stream().mapToLong(Long::longValue).sum();
  }

  private static <K extends Enum<K>> Map<K, Long> count(Class<K> keys, ToLongFunction<K> counter) {
    var counts = new EnumMap<K, Long>(keys);
    Arrays.stream(keys.getEnumConstants())
        .forEach(key -> counts.put(key, counter.applyAsLong(key)));
    return counts;
  }

  private static long sum(List<Tally> tallies, ToLongFunction<Tally> counter) {
    return tallies.stream().mapToLong(counter).sum();
  }
}
