package dev.rollcall.registry.live;

import dev.rollcall.registry.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;

/**
 * How fast a count has risen lately: over the last minute or a little more, or since the beginning
 * where that is less. Whoever owns it takes a sample every few seconds. Safe for any thread; no
 * method blocks.
 */
public final class RecentRate {
  private static final Duration SPAN = Duration.ofMinutes(1);

  /** A rate over less would be one of chance. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final LongSupplier count;
  private final TimeSource time;
  private final ArrayDeque<Sample> samples = new ArrayDeque<>(); // guarded by this, oldest first

  private record Sample(long at, long count) {}

  /**
   * Begins with a sample.
   *
   * @param count never falls; safe for any thread
   */
  public RecentRate(LongSupplier count, TimeSource time) {
    this.count = count;
    this.time = time;
    samples.add(now());
  }

  /** Notes how far the count has come, unless that was noted within the last second. */
  public synchronized void sample() {
    Sample now = now();
    if (now.at - samples.getLast().at < SHORTEST.toNanos()) {
      return;
    }
    samples.add(now);
    // What the rate is measured from is the newest that is a minute old.
    Sample since = samples.removeFirst();
    while (now.at - samples.getFirst().at >= SPAN.toNanos()) {
      since = samples.removeFirst();
    }
    samples.addFirst(since);
  }

  /** By how much the count rose per second. */
  public synchronized double perSecond() {
    Sample now = now();
    Sample since = samples.getFirst();
    double seconds = (double) Math.max(now.at - since.at, SHORTEST.toNanos()) / 1e9;
    return (now.count - since.count) / seconds;
  }

  private Sample now() {
    return new Sample(time.nanoTime(), count.getAsLong());
  }
}
