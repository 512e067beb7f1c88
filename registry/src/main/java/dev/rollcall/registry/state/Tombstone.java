package dev.rollcall.registry.state;

import dev.rollcall.registry.instance.InstanceKey;
import java.time.Duration;

/**
 * The trace of an instance that left. It settles merges, keeps the service's name known, and tells
 * people what left and why.
 */
public record Tombstone(
    InstanceKey key, InstanceVersion version, RemovalReason reason, HybridTime changed)
    implements Entry {
  /** How long a tombstone is kept by a node that knows it. */
  public static final Duration KEPT = Duration.ofMinutes(10);
}
