package dev.rollcall.cluster;

import com.hazelcast.core.LifecycleEvent;
import dev.rollcall.registry.TimeSource;
import java.time.Duration;

/**
 * Whether two sides of a split are being brought together. Until all members of this side have
 * brought in their shares, the map is more or less that of the other side, which may have ended
 * what lives. Told by Hazelcast's thread, asked by any.
 */
final class Reunion {
  /** How long others may take after this member, which knows of its own share only. */
  static final Duration SETTLING = Duration.ofSeconds(5);

  private final TimeSource time;
  private volatile boolean merging;
  private volatile long settled; // nanoseconds

  Reunion(TimeSource time) {
    this.time = time;
    this.settled = time.nanoTime();
  }

  void heed(LifecycleEvent event) {
    switch (event.getState()) {
      case MERGING -> merging = true;
      case MERGED, MERGE_FAILED -> {
        settled = time.nanoTime() + SETTLING.toNanos();
        merging = false;
      }
      default -> {}
    }
  }

  boolean isUnderWay() {
    return merging || time.nanoTime() - settled < 0;
  }
}
