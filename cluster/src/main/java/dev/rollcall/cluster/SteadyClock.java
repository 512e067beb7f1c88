package dev.rollcall.cluster;

import com.hazelcast.internal.util.Clock;
import com.hazelcast.internal.util.ClockProperties;
import dev.rollcall.registry.TimeSource;
import java.time.InstantSource;

/**
 * The clock that Hazelcast reads: the time of day when the program began, and from then on only
 * what has passed. Hazelcast measures the silence of members with it; where the time of day is set
 * ahead meanwhile, all others would seem to have been silent for as long.
 */
final class SteadyClock extends Clock.ClockImpl {
  private final InstantSource steady;

  /** For Hazelcast, which makes it by its name. */
  SteadyClock() {
    this(TimeSource.system());
  }

  SteadyClock(TimeSource time) {
    this.steady = time.steady();
  }

  /**
   * Has Hazelcast read this clock; to be called before it reads any. It asks for the clock's name
   * once, so the property is gone again afterwards.
   */
  static void install() {
    System.setProperty(ClockProperties.HAZELCAST_CLOCK_IMPL, SteadyClock.class.getName());
    try {
      long _ = Clock.currentTimeMillis();
    } finally {
      System.clearProperty(ClockProperties.HAZELCAST_CLOCK_IMPL);
    }
  }

  @Override
  protected long currentTimeMillis() {
    return steady.millis();
  }
}
