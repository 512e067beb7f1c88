package dev.rollcall.dns.transport;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what packets bring about at most once a minute. Owned by one thread. */
final class FaultLog {
  private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  private long quietSince = System.nanoTime() - PAUSE;

  void report(String what, Throwable fault) {
    long now = System.nanoTime();
    if (now - quietSince >= PAUSE) {
      quietSince = now;
      LOG.warn("{} failed; the next such line comes in a minute at the earliest", what, fault);
    }
  }
}
