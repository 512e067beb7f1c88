package dev.rollcall.registry.state;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A hybrid logical clock (Kulkarni and others, 2014): never goes back, and never falls behind a
 * moment that it was shown. It keeps up with the fastest clock that it was shown, too: of what
 * members do while they are apart, the later has to seem later. Safe for any thread; no call
 * blocks.
 */
public final class HybridClock {
  private static final long NANOS_OF_A_MILLISECOND = 1_000_000;

  private final InstantSource own;
  private final AtomicLong ahead = new AtomicLong(); // milliseconds that the fastest clock is
  private final AtomicLong latest = new AtomicLong();

  /**
   * A clock that runs as {@code steady} does, which is not to jump: what one member did before
   * others would seem to come after it where only its clock had jumped.
   */
  public HybridClock(InstantSource steady) {
    this.own = steady;
  }

  /** A moment later than every one returned or observed before. */
  public HybridTime now() {
    long floor = HybridTime.at(own.instant().plusMillis(ahead.get())).bits();
    return new HybridTime(latest.updateAndGet(last -> Math.max(last + 1, floor)));
  }

  /** Takes note of a moment that another node has reached. */
  public void observe(HybridTime seen) {
    latest.accumulateAndGet(seen.bits(), Math::max);
    // Rounded up: two clocks that each took a part of a millisecond for a lead would never rest.
    long here = own.instant().plusNanos(NANOS_OF_A_MILLISECOND - 1).toEpochMilli();
    ahead.accumulateAndGet(seen.instant().toEpochMilli() - here, Math::max);
  }
}
