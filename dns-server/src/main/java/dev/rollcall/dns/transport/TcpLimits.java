package dev.rollcall.dns.transport;

import dev.rollcall.registry.instance.InvalidValueException;
import java.time.Duration;

/**
 * What a client may take of the server over TCP.
 *
 * @param connections open ones in all; one more closes that which has been silent longest
 * @param perPrefix open ones of an IPv4 /24 or IPv6 /56; one more closes its own that has been
 *     silent longest
 * @param idle without a complete message until the connection is closed; less while there are many
 * @param message from the first octet of a message to its last
 * @param write from the moment that a client does not take its answers until it has
 */
public record TcpLimits(
    int connections, int perPrefix, Duration idle, Duration message, Duration write) {
  /** Four sites can take all connections, a single one cannot; a resolver needs a few dozen. */
  private static final int SITES = 4;

  public static final TcpLimits DEFAULT =
      new TcpLimits(
          1000, 250, Duration.ofSeconds(10), Duration.ofMillis(500), Duration.ofSeconds(5));

  public TcpLimits {
    checkPositive("tcp.connections", connections);
    checkPositive("tcp.perPrefix", perPrefix);
    checkPositive("tcp.idle", idle);
    checkPositive("tcp.message", message);
    checkPositive("tcp.write", write);
  }

  /** That many connections, a quarter of them for one prefix. */
  public TcpLimits withConnections(int value) {
    return new TcpLimits(value, Math.max(1, value / SITES), idle, message, write);
  }

  public TcpLimits withIdle(Duration value) {
    return new TcpLimits(connections, perPrefix, value, message, write);
  }

  private static void checkPositive(String field, int value) {
    if (value < 1) {
      throw new InvalidValueException(field, value, "1 or more");
    }
  }

  private static void checkPositive(String field, Duration value) {
    if (!value.isPositive()) {
      throw new InvalidValueException(field, value, "more than nothing");
    }
  }
}
