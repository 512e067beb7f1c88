package dev.rollcall.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class TimeSourceTest implements TimeSource {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

  private Instant timeOfDay = NOON;
  private Duration passed = Duration.ofDays(3);

  @Override
  public Instant instant() {
    return timeOfDay;
  }

  @Override
  public long nanoTime() {
    return passed.toNanos();
  }

  @Test
  void steadyTimeGoesOnByWhatHasPassed() {
    InstantSource steady = steady();
    assertEquals(NOON, steady.instant());
    timeOfDay = NOON.minus(Duration.ofHours(3));
    passed = passed.plusMillis(5);
    assertEquals(NOON.plusMillis(5), steady.instant());
  }
}
