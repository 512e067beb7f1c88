package dev.rollcall.dns.zone;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Whose turn it is to come first in a record set. Shared by all threads that answer, and by all
 * versions of the set.
 */
public final class Rotation {
  private final AtomicLong turns = new AtomicLong();

  /** The next turn of {@code size}; in each run of {@code size} calls, each once. */
  int next(int size) {
    return (int) (turns.getAndIncrement() % size);
  }
}
