package dev.rollcall.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes connections that finished no request for a while, whether they are idle, or let one
 * trickle in, or do not take their answer. A request that the node works on for long is not held
 * against them. Safe for any thread.
 */
final class IdleConnections {
  private static final int SWEEPS_PER_TIMEOUT = 8;

  private final Vertx vertx;
  private final long timeout; // nanoseconds
  private final long sweeping; // id of the timer
  private final Map<HttpConnection, Long> lastActive = new ConcurrentHashMap<>();

  IdleConnections(Vertx vertx, Duration timeout) {
    this.vertx = vertx;
    this.timeout = timeout.toNanos();
    this.sweeping = vertx.setPeriodic(timeout.toMillis() / SWEEPS_PER_TIMEOUT, timer -> sweep());
  }

  void opened(HttpConnection connection) {
    lastActive.put(connection, System.nanoTime());
    connection.closeHandler(closed -> lastActive.remove(connection));
  }

  /** A request was answered and the answer handed to the network, or the node works on one. */
  void isActive(HttpConnection connection) {
    lastActive.computeIfPresent(connection, (open, before) -> System.nanoTime());
  }

  void stop() {
    vertx.cancelTimer(sweeping);
  }

  private void sweep() {
    long now = System.nanoTime();
    lastActive.forEach(
        (connection, since) -> {
          if (now - since > timeout) {
            connection.close();
          }
        });
  }
}
