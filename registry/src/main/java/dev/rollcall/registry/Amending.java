package dev.rollcall.registry;

import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.Transition;

/** What became of an amendment. */
public sealed interface Amending permits Amending.Amended, NotRegistered, Unavailable {
  /** The instance was changed. */
  record Amended(Registered now) implements Amending {}

  /** The outcome of an amendment that was carried out. */
  static Amending of(Transition transition) {
    return transition.after() instanceof Registered now ? new Amended(now) : new NotRegistered();
  }
}
