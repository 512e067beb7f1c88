package dev.rollcall.dns;

import dev.rollcall.dns.answer.Drop;
import dev.rollcall.dns.answer.Rcode;
import dev.rollcall.dns.answer.Tally;
import dev.rollcall.dns.transport.Listeners;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What a server has done since its start.
 *
 * @param udpReplies to queries over UDP
 * @param tcpReplies to queries over TCP
 * @param replies by their code
 * @param truncated replies that asked the client to come back over TCP
 * @param drops packets without a reply and connections closed on a client, by reason
 * @param openConnections TCP clients that are connected now
 */
public record DnsStatistics(
    long udpReplies,
    long tcpReplies,
    Map<Rcode, Long> replies,
    long truncated,
    Map<Drop, Long> drops,
    int openConnections) {
  public DnsStatistics {
    replies = Map.copyOf(replies);
    drops = Map.copyOf(drops);
  }

  static DnsStatistics of(Listeners listeners) {
    List<Tally> all = new ArrayList<>(listeners.udp());
    all.add(listeners.tcp());
    var replies = new EnumMap<Rcode, Long>(Rcode.class);
    for (Rcode rcode : Rcode.values()) {
      replies.put(rcode, sum(all, tally -> tally.replies(rcode)));
    }
    var drops = new EnumMap<Drop, Long>(Drop.class);
    for (Drop reason : Drop.values()) {
      drops.put(reason, sum(all, tally -> tally.drops(reason)));
    }
    return new DnsStatistics(
        sum(listeners.udp(), Tally::replies),
        listeners.tcp().replies(),
        replies,
        sum(all, Tally::truncated),
        drops,
        listeners.openConnections());
  }

  private static long sum(List<Tally> tallies, ToLongFunction<Tally> counter) {
    return tallies.stream().mapToLong(counter).sum();
  }
}
