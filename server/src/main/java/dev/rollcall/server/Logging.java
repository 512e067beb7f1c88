package dev.rollcall.server;

import dev.rollcall.server.settings.Settings;

/** Tells the configuration of the log, {@code logback.xml}, how much to say. */
final class Logging {
  /** A failure, with the place that it came from, stands on the line of its event. */
  private static final String ONE_LINE =
      "%replace(%msg%n%ex{short}){'\\s*[\\r\\n]+\\s*(?=\\S)', ' '}";

  private static final String WITH_TRACE = "%msg%n%ex";

  /** Lines of one source of Hazelcast's within ten seconds. */
  private static final int MOST_REPEATS = 3;

  private Logging() {}

  /** Sets the level; to be called before anything logs, for the configuration is read then. */
  static void setUp(Settings.LogLevel level) {
    boolean debug = level == Settings.LogLevel.DEBUG;
    System.setProperty("rollcall.log.level", level.name());
    System.setProperty("rollcall.log.event", debug ? WITH_TRACE : ONE_LINE);
    System.setProperty(
        "rollcall.log.repeats", String.valueOf(debug ? Integer.MAX_VALUE : MOST_REPEATS));
  }
}
