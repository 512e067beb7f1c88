package dev.rollcall.dns.transport;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The TCP clients that are connected, who goes when there are too many, and how long they may be
 * silent. Owned by the transport's thread, but for {@link #size}.
 */
final class Admission {
  /** RFC 7766 section 6.2.3 leaves the time to the server; less than this serves nobody. */
  private static final long SHORTEST_IDLE = Duration.ofSeconds(1).toNanos();

  private static final long TENTH = Duration.ofMillis(100).toNanos();

  private final TcpLimits limits;
  private final Set<TcpConnection> connections = new HashSet<>();
  private final Map<Long, Integer> perPrefix = new HashMap<>();
  private final AtomicInteger size = new AtomicInteger();

  Admission(TcpLimits limits) {
    this.limits = limits;
  }

  /** How many there are. Any thread. */
  int size() {
    return size.get();
  }

  /** Whether one more is too many. */
  boolean isFull() {
    return connections.size() >= limits.connections();
  }

  /** Whether one more of that prefix is too many. */
  boolean isFullFor(long prefix) {
    return perPrefix.getOrDefault(prefix, 0) >= limits.perPrefix();
  }

  void add(TcpConnection connection) {
    connections.add(connection);
    perPrefix.merge(connection.client().prefix(), 1, Integer::sum);
    size.set(connections.size());
  }

  void remove(TcpConnection connection) {
    if (connections.remove(connection)) {
      perPrefix.computeIfPresent(
          connection.client().prefix(), (_, count) -> count == 1 ? null : count - 1);
      size.set(connections.size());
    }
  }

  List<TcpConnection> all() {
    return List.copyOf(connections);
  }

  /** The one that has been silent longest. */
  Optional<TcpConnection> longestSilent(long now) {
    return longestSilent(connections.stream(), now);
  }

  /** The one of that prefix that has been silent longest. */
  Optional<TcpConnection> longestSilent(long prefix, long now) {
    return longestSilent(connections.stream().filter(it -> it.client().prefix() == prefix), now);
  }

  /**
   * How long a client may be silent now, in nanoseconds: less and less from three quarters of the
   * connections on.
   */
  long idle() {
    long whole = limits.idle().toNanos();
    long shortest = Math.min(whole, SHORTEST_IDLE);
    double load = (double) connections.size() / limits.connections();
    double left = Math.clamp(4 * (1 - load), 0.0, 1.0);
    return shortest + (long) ((whole - shortest) * left);
  }

  /** The same as RFC 7828 section 3.1 counts it. */
  int idleTenths() {
    return (int) Math.min(idle() / TENTH, 0xffff);
  }

  private static Optional<TcpConnection> longestSilent(Stream<TcpConnection> among, long now) {
    return among.min(Comparator.comparingLong(each -> each.lastMessage() - now));
  }
}
