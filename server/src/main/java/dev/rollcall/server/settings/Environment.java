package dev.rollcall.server.settings;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Settings from environment variables. */
final class Environment {
  private static final String PREFIX = "ROLLCALL_";

  /** What the launcher and the clients read. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          "ROLLCALL_HOME", "ROLLCALL_JAVA", "ROLLCALL_JAVA_OPTS", "ROLLCALL_URL", "ROLLCALL_DNS");

  private Environment() {}

  /** The settings among all variables; an empty one counts as not given. */
  static Map<Setting, Given> read(Map<String, String> environment) throws StartRefusedException {
    refuseUnknown(environment);
    var given = new EnumMap<Setting, Given>(Setting.class);
    for (Setting setting : Setting.values()) {
      String text = environment.getOrDefault(setting.variable(), "");
      if (!text.isEmpty()) {
        given.put(setting, new Given(setting, text, setting.variable()));
      }
    }
    return given;
  }

  private static void refuseUnknown(Map<String, String> environment) throws StartRefusedException {
    Set<String> known =
        Arrays.stream(Setting.values()).map(Setting::variable).collect(Collectors.toSet());
    for (var variable : new TreeMap<>(environment).entrySet()) {
      String name = variable.getKey();
      if (name.startsWith(PREFIX) && !known.contains(name) && !OF_OTHERS.contains(name)) {
        throw new StartRefusedException(
            "%s: unknown variable, its value is '%s'; allowed: %s"
                .formatted(name, variable.getValue(), allowed()));
      }
    }
  }

  private static String allowed() {
    return Arrays.stream(Setting.values()).map(Setting::variable).collect(Collectors.joining(", "));
  }
}
