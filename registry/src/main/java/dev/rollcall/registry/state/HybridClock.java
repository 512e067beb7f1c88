package dev.rollcall.registry.state;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A hybrid logical clock (Kulkarni and others, 2014): follows the wall clock, never goes back, and
 * never falls behind a moment that it was shown. Safe for any thread; no call blocks.
 */
public final class HybridClock {
  private final InstantSource wall;
  private final AtomicLong latest = new AtomicLong();

  public HybridClock(InstantSource wall) {
    this.wall = wall;
  }

  /** A moment later than every one returned or observed before. */
  public HybridTime now() {
    long floor = HybridTime.at(wall.instant()).bits();
    return new HybridTime(latest.updateAndGet(last -> Math.max(last + 1, floor)));
  }

  /** Takes note of a moment that another node has reached. */
  public void observe(HybridTime seen) {
    latest.accumulateAndGet(seen.bits(), Math::max);
  }
}
