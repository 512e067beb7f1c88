package dev.rollcall.cluster.company;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node waits for before it serves: half of the members that are expected. A cluster of two
 * halves would be worse than a late start, and no start at all worse than both.
 *
 * @param longest how long it waits
 * @param pause between two looks
 */
public record Gathering(Duration longest, Duration pause) {
  /** Longer than two clusters that have just begun take to become one. */
  public static final Gathering DEFAULT =
      new Gathering(Duration.ofSeconds(30), Duration.ofMillis(500));

  private static final Logger LOG = LoggerFactory.getLogger(Gathering.class);

  /**
   * Blocks until enough are there, or the time is over.
   *
   * @param present how many members there are, this one included
   * @throws JoinRefusedException when this node stays alone beside another cluster
   */
  public void await(IntSupplier present, int expected, Neighbours neighbours)
      throws JoinRefusedException {
    long began = System.nanoTime();
    while (!isGathered(present.getAsInt(), expected, neighbours)) {
      if (System.nanoTime() - began >= longest.toNanos()) {
        goOnWith(present.getAsInt(), expected, neighbours);
        return;
      }
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  private static boolean isGathered(int present, int expected, Neighbours neighbours) {
    return 2 * present >= expected && (present > 1 || neighbours.member().isEmpty());
  }

  private void goOnWith(int present, int expected, Neighbours neighbours)
      throws JoinRefusedException {
    String stranger = present > 1 ? null : neighbours.member().orElse(null);
    if (stranger != null) {
      throw new JoinRefusedException(
          ("the member at %s does not take this one; allowed: members of a Rollcall that serves the"
                  + " same zone, in a version that stores the same format")
              .formatted(stranger));
    }
    LOG.warn(
        "{} of {} expected members after {} s: serving without the others",
        present,
        expected,
        longest.toSeconds());
  }
}
