package dev.rollcall.dns.record;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * Whose turn it is to come first in a record set. Shared by all threads that answer, and by all
 * versions of the set.
 */
@SuppressWarnings("UnusedVariable") // they are read through their updaters
public final class Rotation {
  // Fields rather than objects: each service has five of these.
  private static final AtomicLongFieldUpdater<Rotation> TURNS =
      AtomicLongFieldUpdater.newUpdater(Rotation.class, "turns");
  private static final AtomicLongFieldUpdater<Rotation> CUT_TURNS =
      AtomicLongFieldUpdater.newUpdater(Rotation.class, "cutTurns");

  private volatile long turns;
  private volatile long cutTurns;

  /** The number of the next turn, from 0 on. */
  long next() {
    return TURNS.getAndIncrement(this);
  }

  /**
   * The number of the next turn among cut answers. They count apart: most who get one ask again
   * over TCP, and would take two turns for one look-up.
   */
  long nextCut() {
    return CUT_TURNS.getAndIncrement(this);
  }
}
