package dev.rollcall.registry.live;

import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.RemovalReason;
import dev.rollcall.registry.state.Tombstone;
import org.jspecify.annotations.Nullable;

/** Knows better of some leases that are said to have ended. */
@FunctionalInterface
public interface Objector {
  /**
   * Whether the view is to go on showing the instance; the tombstone is then not shown and, unless
   * it is applied again, forgotten. Called on the view's thread; must not block.
   */
  boolean objectsTo(Registered shown, Tombstone expired);

  /** Whether {@code coming} ends a lease on which an objection stands. */
  default boolean isAgainst(@Nullable Entry before, Entry coming) {
    return before instanceof Registered shown
        && coming instanceof Tombstone tombstone
        && tombstone.reason() == RemovalReason.EXPIRED
        && objectsTo(shown, tombstone);
  }
}
