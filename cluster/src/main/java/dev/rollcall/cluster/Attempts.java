package dev.rollcall.cluster;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries to join until the cluster lets the node in: while two clusters merge, or change their
 * state, they take nobody.
 *
 * @param most how often it is tried, 1 or more
 * @param pause between two attempts
 */
record JoinAttempts(int most, Duration pause) {
  /** As long as a merge takes, and some more. */
  static final JoinAttempts DEFAULT = new JoinAttempts(10, Duration.ofSeconds(2));

  private static final Logger LOG = LoggerFactory.getLogger(JoinAttempts.class);

  /**
   * Blocks until the member is in.
   *
   * @throws IllegalStateException when it was not let in by the last attempt either
   */
  <T> T join(Supplier<T> member) {
    for (int attempt = 1; ; attempt++) {
      try {
        return member.get();
      } catch (IllegalStateException e) {
        if (attempt >= most) {
          throw e;
        }
        LOG.warn("could not join the cluster, trying again: {}", e.getMessage());
        LockSupport.parkNanos(pause.toNanos());
      }
    }
  }
}
