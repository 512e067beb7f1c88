package dev.rollcall.registry.state;

import dev.rollcall.registry.instance.InstanceKey;
import org.jspecify.annotations.Nullable;

/** What the registry holds under a key: an instance, or the trace of one that left. */
public sealed interface Entry permits Registered, Tombstone {
  InstanceKey key();

  InstanceVersion version();

  /** When this state came about. */
  HybridTime changed();

  /** Whether this state replaces {@code other}: a missing one, or one of a lower version. */
  default boolean supersedes(@Nullable Entry other) {
    return other == null || version().compareTo(other.version()) > 0;
  }
}
