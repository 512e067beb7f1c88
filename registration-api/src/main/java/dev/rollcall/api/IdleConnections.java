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
  private final Map<HttpConnection, LastActive> open = new ConcurrentHashMap<>();

  /** When a connection last finished a request. Written by its event loop, read by the sweep. */
  private static final class LastActive {
    volatile long at = System.nanoTime();
  }

  IdleConnections(Vertx vertx, Duration timeout) {
    this.vertx = vertx;
    this.timeout = timeout.toNanos();
    this.sweeping = vertx.setPeriodic(timeout.toMillis() / SWEEPS_PER_TIMEOUT, timer -> sweep());
  }

  void opened(HttpConnection connection) {
    open.put(connection, new LastActive());
    connection.closeHandler(closed -> open.remove(connection));
  }

  /** A request was answered and the answer handed to the network, or the node works on one. */
  void touch(HttpConnection connection) {
    LastActive last = open.get(connection);
    if (last != null) {
      last.at = System.nanoTime();
    }
  }

  void stop() {
    vertx.cancelTimer(sweeping);
  }

  private void sweep() {
    long now = System.nanoTime();
    open.forEach(
        (connection, last) -> {
          if (now - last.at > timeout) {
            connection.close(); // after what was written; a client that takes nothing is cut off
          }
        });
  }
}
