package dev.rollcall.registry.service;

import dev.rollcall.registry.state.HybridTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a service before and after a command.
 *
 * @param met whether what has to be there was there; otherwise nothing was done
 */
public record SettingsTransition(
    @Nullable SettingsEntry before, @Nullable SettingsEntry after, boolean met) {
  /** The transition that {@code command} makes from {@code current} at {@code now}. */
  public static SettingsTransition of(
      @Nullable SettingsEntry current, SettingsCommand command, HybridTime now) {
    return command.only().isMetBy(current)
        ? new SettingsTransition(current, command.applyTo(current, now), true)
        : new SettingsTransition(current, current, false);
  }

  /**
   * The same for a command that was tried before, when nobody knows whether it was carried out: it
   * would not find again what had to be there.
   */
  public static SettingsTransition ofRepeated(
      @Nullable SettingsEntry current, SettingsCommand command, HybridTime now) {
    return command.isDoneIn(current)
        ? new SettingsTransition(current, current, true)
        : of(current, command, now);
  }

  /** Whether the command changed anything. */
  public boolean changedAnything() {
    return !Objects.equals(before, after);
  }
}
