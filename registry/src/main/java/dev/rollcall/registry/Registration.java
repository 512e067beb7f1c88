package dev.rollcall.registry;

import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.Transition;

/** What became of a registration. */
public sealed interface Registration
    permits Registration.Created, Registration.Replaced, Unavailable {
  /** Nothing was registered under that key. */
  record Created(Registered now) implements Registration {}

  /** An earlier registration was replaced. */
  record Replaced(Registered now) implements Registration {}

  /** The outcome of a registration that was carried out. */
  static Registration of(Transition transition) {
    if (!(transition.after() instanceof Registered now)) {
      throw new IllegalArgumentException("a registration leaves an instance: " + transition);
    }
    return transition.wasRegistered() ? new Replaced(now) : new Created(now);
  }
}
