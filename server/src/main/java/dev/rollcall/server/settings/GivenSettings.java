package dev.rollcall.server.settings;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * What was given for each setting. The command line wins over the environment, the environment over
 * the file, the file over the defaults.
 */
final class GivenSettings {
  private final Map<Setting, Given> winners = new EnumMap<>(Setting.class);

  private GivenSettings() {}

  /** Puts the layers over each other, the file that they name included. */
  static GivenSettings read(Map<Setting, String> options, Map<String, String> environment)
      throws StartRefusedException {
    var outer = new EnumMap<Setting, Given>(Setting.class);
    outer.putAll(Environment.read(environment));
    options.forEach(
        (setting, text) -> outer.put(setting, new Given(setting, text, setting.option())));

    var given = new GivenSettings();
    for (Setting setting : Setting.values()) {
      given.winners.put(setting, new Given(setting, setting.defaultText(), "default"));
    }
    Given file = outer.get(Setting.CONFIG);
    if (file != null) {
      given.winners.putAll(SettingsFile.read(file.read(Path::of)));
    }
    given.winners.putAll(outer);
    return given;
  }

  /** What won for a setting. */
  Given of(Setting setting) {
    Given winner = winners.get(setting);
    if (winner == null) {
      throw new AssertionError("every setting has a default: " + setting);
    }
    return winner;
  }
}
