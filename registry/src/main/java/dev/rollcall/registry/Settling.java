package dev.rollcall.registry;

import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.service.SettingsTransition;
import java.util.Optional;

/** What became of settings that were put. */
public sealed interface Settling
    permits Settling.Created, Settling.Replaced, OtherSettings, Unavailable {
  /** The service had none. */
  record Created(SettingsEntry now) implements Settling {}

  /** They took the place of others, or were there already. */
  record Replaced(SettingsEntry now) implements Settling {}

  /** The outcome of settings that were put. */
  static Settling of(SettingsTransition made) {
    if (!made.met()) {
      return new OtherSettings(Optional.ofNullable(made.before()));
    }
    SettingsEntry now = made.after();
    if (now == null || now.isDeleted()) {
      throw new IllegalArgumentException("settings are left where some were put: " + made);
    }
    return made.before() == null || made.before().isDeleted()
        ? new Created(now)
        : new Replaced(now);
  }
}
