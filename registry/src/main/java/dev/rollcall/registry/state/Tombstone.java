package dev.rollcall.registry.state;

import dev.rollcall.registry.instance.InstanceKey;
import java.time.Duration;
import java.time.Instant;

/**
 * The trace of an instance that left. It settles merges, keeps the service's name known, and tells
 * people what left and why.
 */
public record Tombstone(
    InstanceKey key, InstanceVersion version, RemovalReason reason, HybridTime changed)
    implements Entry {
  /** How long a tombstone is kept. */
  public static final Duration KEPT = Duration.ofMinutes(10);

  /** Whether it has been kept long enough at {@code now}. */
  public boolean isSpent(Instant now) {
    return !changed.instant().plus(KEPT).isAfter(now);
  }
}
