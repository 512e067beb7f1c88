package dev.rollcall.cluster;

import dev.rollcall.registry.TimeSource;

/**
 * When a node compares itself with the others: every so often, not while the sides of a split
 * merge, and as soon as they have. Owned by the reconciler's thread.
 */
final class Rounds {
  private final Reunion reunion;
  private final TimeSource time;
  private long next;

  Rounds(Reunion reunion, TimeSource time) {
    this.reunion = reunion;
    this.time = time;
    done();
  }

  /** Whether it is time for one. */
  boolean isDue() {
    long now = time.nanoTime();
    if (reunion.isUnderWay()) {
      next = now;
      return false;
    }
    return now - next >= 0;
  }

  /** One has come to its end; one that failed is due again at once. */
  void done() {
    next = time.nanoTime() + Reconciler.PAUSE.toNanos();
  }
}
