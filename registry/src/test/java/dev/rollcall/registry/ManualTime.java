package dev.rollcall.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Time that moves only when a test says so. Safe for any thread. */
public final class ManualTime implements TimeSource {
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private final AtomicLong elapsed = new AtomicLong();

  /** Moves both clocks forward. */
  public void advance(Duration by) {
    elapsed.addAndGet(by.toNanos());
  }

  @Override
  public long nanoTime() {
    return elapsed.get();
  }

  @Override
  public Instant instant() {
    return START.plusNanos(elapsed.get());
  }
}
