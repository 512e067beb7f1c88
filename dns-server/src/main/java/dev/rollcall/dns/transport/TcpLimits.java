package dev.rollcall.dns.transport;

import dev.rollcall.registry.instance.InvalidValueException;
import java.time.Duration;

/**
 * What a client may take of the server over TCP.
 *
 * @param connections open ones in all; one more closes that which has been silent longest
 * @param idle without a complete message until the connection is closed
 * @param message from the first octet of a message to its last
 * @param write from the moment that a client does not take its answers until it has
 */
public record TcpLimits(int connections, Duration idle, Duration message, Duration write) {
  public static final TcpLimits DEFAULT =
      new TcpLimits(1000, Duration.ofSeconds(10), Duration.ofMillis(500), Duration.ofSeconds(5));

  public TcpLimits {
    if (connections < 1) {
      throw new InvalidValueException("tcp.connections", connections, "1 or more");
    }
    checkPositive("tcp.idle", idle);
    checkPositive("tcp.message", message);
    checkPositive("tcp.write", write);
  }

  private static void checkPositive(String field, Duration value) {
    if (!value.isPositive()) {
      throw new InvalidValueException(field, value, "more than nothing");
    }
  }
}
