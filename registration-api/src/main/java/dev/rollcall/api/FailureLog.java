package dev.rollcall.api;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs failures that are Rollcall's own fault: one in ten seconds, with the number of those left
 * out. Safe for any thread.
 */
final class FailureLog {
  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);
  private static final long PAUSE = Duration.ofSeconds(10).toNanos();

  private final LongSupplier nanoTime;
  private boolean logged; // guarded by this
  private long last; // guarded by this
  private long leftOut; // guarded by this

  FailureLog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  synchronized void failed(String operation, Throwable failure) {
    long now = nanoTime.getAsLong();
    if (logged && now - last < PAUSE) {
      leftOut++;
      return;
    }
    LOG.error("{} failed; {} more failures since the last one told", operation, leftOut, failure);
    logged = true;
    last = now;
    leftOut = 0;
  }
}
