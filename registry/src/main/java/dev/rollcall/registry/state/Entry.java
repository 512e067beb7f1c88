package dev.rollcall.registry.state;

import dev.rollcall.registry.instance.InstanceKey;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** What the registry holds under a key: an instance, or the trace of one that left. */
public sealed interface Entry permits Registered, Tombstone {
  /** The order in which states of one instance supersede one another. */
  Comparator<Entry> ORDER =
      Comparator.comparing(Entry::version)
          .thenComparing(Entry::changed)
          // What a journal brings back gives way to the same state as somebody has it.
          .thenComparing(entry -> !entry.isRestored());

  InstanceKey key();

  InstanceVersion version();

  /** When this state came about. */
  HybridTime changed();

  /** Whether it is an instance that came from a journal and was not heard of since. */
  default boolean isRestored() {
    return this instanceof Registered held && held.restored();
  }

  /**
   * Whether this state replaces {@code other}: a missing one, or one of a lower version. Two sides
   * of a split may each make a state of one version; the later of them wins on every node.
   */
  default boolean supersedes(@Nullable Entry other) {
    return other == null || ORDER.compare(this, other) > 0;
  }

  /**
   * What two sides of a split make of their entries of one key. The higher version stays, but
   * within one incarnation it may be higher by checks and heartbeats alone, so that
   *
   * <ul>
   *   <li>a deregistration ends it on both sides;
   *   <li>an end in doubt does not: a side that did not hear of an instance, or did not reach it,
   *       cannot know whether it is alive. Where the other one still has the registration, and has
   *       it not from a journal alone, its lease begins anew;
   *   <li>of what operators said of it the later word stays. That it was lifted on the side of the
   *       higher version counts if nothing but that can have been its last change.
   * </ul>
   *
   * The same whichever side is asked, and asked again.
   */
  static Entry reunited(Entry one, Entry other) {
    boolean isFirst = one.supersedes(other);
    Entry higher = isFirst ? one : other;
    Entry lower = isFirst ? other : one;
    if (!lower.version().incarnation().equals(higher.version().incarnation())) {
      return higher;
    }
    return switch (lower) {
      case Tombstone gone -> gone.reunitedWith(higher);
      case Registered held -> held.reunitedWith(higher);
    };
  }
}
