package dev.rollcall.load;

import dev.rollcall.registry.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** A clock that the benchmark moves. */
final class SetClock implements TimeSource {
  private long nanos;

  void advance(Duration time) {
    nanos += time.toNanos();
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(nanos);
  }
}
