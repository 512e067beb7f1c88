package dev.rollcall.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started so far, to be stopped in the opposite order. Owned by one thread. */
final class Parts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  /** Takes over a part. */
  <T extends AutoCloseable> T add(T part) {
    started.push(part);
    return part;
  }

  /** Stops all parts; one that fails to is logged and does not keep the others running. */
  @Override
  public void close() {
    while (!started.isEmpty()) {
      stop(started.pop());
    }
  }

  private static void stop(AutoCloseable part) {
    try {
      part.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.error("a part of the node did not stop as it should", e);
    }
  }
}
