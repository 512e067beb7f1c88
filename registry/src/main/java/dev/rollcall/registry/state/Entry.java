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
   * What two sides of a split make of their entries of one key. A side that did not hear of an
   * instance, or did not reach it, cannot know whether it is alive: where the other one still has
   * the registration that was ended, and has it not from a journal alone, its lease begins anew.
   * Otherwise the higher version stays. The same whichever side is asked, and asked again.
   */
  static Entry reunited(Entry one, Entry other) {
    boolean isFirst = one.supersedes(other);
    Entry higher = isFirst ? one : other;
    Entry lower = isFirst ? other : one;
    boolean isOfThat = lower.version().incarnation().equals(higher.version().incarnation());
    if (!(higher instanceof Tombstone gone)
        || !gone.isDoubtful()
        || !isOfThat
        || !(lower instanceof Registered held)
        || held.restored()) {
      return higher;
    }
    HybridTime then = gone.changed().next();
    Oversight said = held.oversight().reunited(gone.override());
    return new Registered(held.instance(), gone.version().next(), then, then, false, said);
  }
}
