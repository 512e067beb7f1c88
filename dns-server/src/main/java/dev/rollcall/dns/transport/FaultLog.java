package dev.rollcall.dns.transport;

import java.time.Duration;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what packets bring about at most once a minute. Owned by one thread. */
final class FaultLog {
  private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  private final BiConsumer<String, Throwable> line;
  private long quietSince = System.nanoTime() - PAUSE;

  FaultLog() {
    this(
        (what, fault) ->
            LOG.warn(
                "{} failed; the next such line comes in a minute at the earliest", what, fault));
  }

  /**
   * @param line writes one
   */
  FaultLog(BiConsumer<String, Throwable> line) {
    this.line = line;
  }

  /** Never throws, so that who serves goes on: where memory is short, telling fails too. */
  void report(String what, Throwable fault) {
    long now = System.nanoTime();
    if (now - quietSince < PAUSE) {
      return;
    }
    quietSince = now;
    try {
      line.accept(what, fault);
    } catch (RuntimeException | Error e) {
      // it is counted where it happened
    }
  }
}
