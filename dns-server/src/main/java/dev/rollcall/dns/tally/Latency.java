package dev.rollcall.dns.tally;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long replies took, counted by powers of two from 1 µs to about 1 s. One thread writes,
 * without a lock; anybody reads.
 */
public final class Latency {
  /** How many bounds there are; what took longer than the last of them is counted behind it. */
  public static final int BOUNDS = 21;

  private static final int FIRST_BOUND = 1000;

  private final AtomicLongArray counts = new AtomicLongArray(BOUNDS + 1);
  private final AtomicLong sum = new AtomicLong();

  /** The longest that is counted at that place, in nanoseconds. */
  public static long bound(int place) {
    return (long) FIRST_BOUND << place;
  }

  /** Writer only. */
  void add(long nanos, int replies) {
    long least = Math.max(nanos, 1);
    int place = Math.min(BOUNDS, Long.SIZE - Long.numberOfLeadingZeros((least - 1) / FIRST_BOUND));
    counts.setOpaque(place, counts.getPlain(place) + replies);
    sum.setOpaque(sum.getPlain() + least * replies);
  }

  /** How many took at most {@link #bound} of that place, and longer than the place before says. */
  long count(int place) {
    return counts.getOpaque(place);
  }

  /** All of them together, in nanoseconds. */
  long sum() {
    return sum.getOpaque();
  }
}
