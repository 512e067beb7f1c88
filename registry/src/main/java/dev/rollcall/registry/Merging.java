package dev.rollcall.registry;

import dev.rollcall.registry.service.SettingsTransition;
import dev.rollcall.registry.state.Transition;
import java.util.stream.Stream;

/** What became of states that were brought in. */
public sealed interface Merging permits Merging.Merged, Unavailable {
  /**
   * All of them were looked at.
   *
   * @param taken how many are what the registry holds now
   * @param older how many were not newer than what it holds
   */
  record Merged(int taken, int older) implements Merging {
    /** Of none. */
    public static final Merged NOTHING = new Merged(0, 0);

    /** Of these and those. */
    public Merged plus(Merged others) {
      return new Merged(taken + others.taken, older + others.older);
    }
  }

  /** The outcome of states that were merged in, one by one. */
  static Merging of(Stream<Transition> transitions) {
    return counted(transitions.map(Transition::changedAnything));
  }

  /** The same of settings. */
  static Merging ofSettings(Stream<SettingsTransition> transitions) {
    return counted(transitions.map(SettingsTransition::changedAnything));
  }

  private static Merging counted(Stream<Boolean> taken) {
    return taken
        .map(isTaken -> isTaken ? new Merged(1, 0) : new Merged(0, 1))
        .reduce(Merged.NOTHING, Merged::plus);
  }
}
