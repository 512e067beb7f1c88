package dev.rollcall.dns;

import dev.rollcall.dns.tally.Drop;
import dev.rollcall.dns.transport.Listeners;
import java.util.List;

/**
 * What a server has done since its start.
 *
 * @param openConnections TCP clients that are connected now
 */
public record DnsStatistics(TransportStatistics udp, TransportStatistics tcp, int openConnections) {
  static DnsStatistics of(Listeners listeners) {
    return new DnsStatistics(
        TransportStatistics.of(listeners.udp()),
        TransportStatistics.of(List.of(listeners.tcp())),
        listeners.openConnections());
  }

  /** How often that happened over UDP and TCP. */
  public long drops(Drop reason) {
    return udp.drops().getOrDefault(reason, 0L) + tcp.drops().getOrDefault(reason, 0L);
  }
}
