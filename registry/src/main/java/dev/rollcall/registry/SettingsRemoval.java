package dev.rollcall.registry;

import dev.rollcall.registry.service.SettingsTransition;
import java.util.Optional;

/** What became of settings that were to be deleted. */
public sealed interface SettingsRemoval
    permits SettingsRemoval.Deleted, OtherSettings, Unavailable {
  /** There are none any more. */
  record Deleted() implements SettingsRemoval {}

  /** The outcome of a deletion that was carried out. */
  static SettingsRemoval of(SettingsTransition made) {
    return made.met() ? new Deleted() : new OtherSettings(Optional.ofNullable(made.before()));
  }
}
