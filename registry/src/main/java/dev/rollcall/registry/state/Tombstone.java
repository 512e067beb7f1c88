package dev.rollcall.registry.state;

import dev.rollcall.registry.instance.InstanceKey;
import java.time.Duration;
import java.util.Optional;

/**
 * The trace of an instance that left. It settles merges, keeps the service's name known, and tells
 * people what left and why.
 *
 * @param override what an operator had said of it, which it finds again when it comes back; nothing
 *     when it was deregistered
 */
public record Tombstone(
    InstanceKey key,
    InstanceVersion version,
    RemovalReason reason,
    HybridTime changed,
    Optional<StatusOverride> override)
    implements Entry {
  /** How long a tombstone is kept by a node that knows it. */
  public static final Duration KEPT = Duration.ofMinutes(10);

  /** The trace of an instance that no operator had said anything of. */
  public Tombstone(
      InstanceKey key, InstanceVersion version, RemovalReason reason, HybridTime changed) {
    this(key, version, reason, changed, Optional.empty());
  }

  /** Whether it only seemed to be gone, from where it was removed. */
  boolean isDoubtful() {
    return reason == RemovalReason.EXPIRED || reason == RemovalReason.CHECK_FAILED;
  }

  /** The trace that {@code held} leaves. */
  static Tombstone of(Registered held, RemovalReason reason, HybridTime now) {
    return new Tombstone(
        held.key(), held.version().next(), reason, now, held.oversight().override());
  }

  /** What the other side of a split makes of this, whose state of that incarnation is higher. */
  Entry reunitedWith(Entry higher) {
    boolean isDone = higher instanceof Tombstone other && other.reason == reason;
    return reason != RemovalReason.DEREGISTERED || isDone
        ? higher
        : new Tombstone(key, higher.version().next(), reason, higher.changed().next());
  }
}
