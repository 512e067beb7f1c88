package dev.rollcall.cluster;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tries again what a cluster cannot do while it changes: clusters that merge let nobody in, and a
 * member that has just gone does not say what it had.
 *
 * @param most how often it is tried, 1 or more
 * @param pause between two attempts
 */
record Attempts(int most, Duration pause) {
  /** As long as a merge takes, and some more. */
  static final Attempts DEFAULT = new Attempts(10, Duration.ofSeconds(2));

  private static final Logger LOG = System.getLogger(Attempts.class.getName());

  /** One attempt; may block. */
  interface Attempt<T> {
    /**
     * Does it, once more where that was not the first.
     *
     * @throws NotYetException when it may succeed later
     */
    T make() throws NotYetException, IOException;
  }

  /** Why an attempt failed that is worth another. The message is fit for users. */
  static final class NotYetException extends Exception {
    private static final long serialVersionUID = 1L;

    NotYetException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Blocks until it is done.
   *
   * @param what is tried, as in "could not …"
   * @throws NotYetException of the last attempt
   */
  <T> T until(String what, Attempt<T> attempt) throws NotYetException, IOException {
    @Nullable String said = null;
    for (int made = 1; ; made++) {
      try {
        return attempt.make();
      } catch (NotYetException e) {
        if (made >= most) {
          throw e;
        }
        if (!Objects.equals(e.getMessage(), said)) {
          said = e.getMessage();
          LOG.log(Level.WARNING, "could not {0}, trying again: {1}", what, said);
        }
        LockSupport.parkNanos(pause.toNanos());
      }
    }
  }
}
