package dev.rollcall.registry.state;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An entry before and after a command. */
public record Transition(@Nullable Entry before, @Nullable Entry after) {
  /** The transition that {@code command} makes from {@code current} at {@code now}. */
  public static Transition of(@Nullable Entry current, Command command, HybridTime now) {
    return new Transition(current, command.applyTo(current, now));
  }

  /** Whether the command changed anything. */
  public boolean changedAnything() {
    return !Objects.equals(before, after);
  }

  /** Whether an instance was registered before. */
  public boolean wasRegistered() {
    return before instanceof Registered;
  }
}
