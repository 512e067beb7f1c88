package dev.rollcall.registry.state;

import dev.rollcall.registry.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A hybrid logical clock (Kulkarni and others, 2014): never goes back, and never falls behind a
 * moment that it was shown. It begins with the time of day and goes on by what has passed: where
 * somebody sets the time of day while members are apart, what one of them did earlier must not seem
 * to have come later. For the same reason it keeps up with the fastest clock that it was shown, not
 * only with that one moment. Safe for any thread; no call blocks.
 */
public final class HybridClock {
  private final TimeSource time;
  private final Instant began;
  private final long origin;
  private final AtomicLong ahead = new AtomicLong(); // milliseconds that the fastest clock is
  private final AtomicLong latest = new AtomicLong();

  public HybridClock(TimeSource time) {
    this.time = time;
    this.began = time.instant();
    this.origin = time.nanoTime();
  }

  /** A moment later than every one returned or observed before. */
  public HybridTime now() {
    long floor = HybridTime.at(own().plusMillis(ahead.get())).bits();
    return new HybridTime(latest.updateAndGet(last -> Math.max(last + 1, floor)));
  }

  /** Takes note of a moment that another node has reached. */
  public void observe(HybridTime seen) {
    latest.accumulateAndGet(seen.bits(), Math::max);
    ahead.accumulateAndGet(seen.instant().toEpochMilli() - own().toEpochMilli(), Math::max);
  }

  private Instant own() {
    return began.plus(Duration.ofNanos(time.nanoTime() - origin));
  }
}
