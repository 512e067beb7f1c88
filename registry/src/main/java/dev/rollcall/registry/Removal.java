package dev.rollcall.registry;

import dev.rollcall.registry.state.Transition;

/** What became of a deregistration. */
public sealed interface Removal permits Removal.Removed, NotRegistered, Unavailable {
  /** The instance was registered and is gone. */
  record Removed() implements Removal {}

  /** The outcome of a deregistration that was carried out. */
  static Removal of(Transition transition) {
    return transition.wasRegistered() ? new Removed() : new NotRegistered();
  }
}
