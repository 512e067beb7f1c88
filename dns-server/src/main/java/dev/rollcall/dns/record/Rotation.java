package dev.rollcall.dns.record;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Whose turn it is to come first in a record set. Shared by all threads that answer, and by all
 * versions of the set.
 */
public final class Rotation {
  private final AtomicLong turns = new AtomicLong();
  private final AtomicLong cutTurns = new AtomicLong();

  /** The number of the next turn, from 0 on. */
  long next() {
    return turns.getAndIncrement();
  }

  /**
   * The number of the next turn among cut answers. They count apart: most who get one ask again
   * over TCP, and would take two turns for one look-up.
   */
  long nextCut() {
    return cutTurns.getAndIncrement();
  }
}
