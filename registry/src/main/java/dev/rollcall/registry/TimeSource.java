package dev.rollcall.registry;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

/** The two clocks that the registry reads. Safe for any thread. */
public interface TimeSource extends InstantSource {
  /** Nanoseconds of a clock that only runs forward; differences count, the value means nothing. */
  long nanoTime();

  /** The time of day as it is now, and from now on what has passed, whoever sets it meanwhile. */
  default InstantSource steady() {
    Instant began = instant();
    long origin = nanoTime();
    return () -> began.plusNanos(nanoTime() - origin);
  }

  /** The machine's clocks. */
  static TimeSource system() {
    return new TimeSource() {
      private final Clock wall = Clock.systemUTC();

      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public Instant instant() {
        return wall.instant();
      }
    };
  }
}
