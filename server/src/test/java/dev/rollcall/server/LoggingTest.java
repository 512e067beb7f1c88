package dev.rollcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.rollcall.server.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoggingTest {
  private final LoggerContext context = new LoggerContext();

  @AfterEach
  void forget() {
    context.stop();
    System.clearProperty("rollcall.log.level");
    System.clearProperty("rollcall.log.event");
  }

  @Test
  void failureStandsOnTheLineOfItsEvent() throws JoranException {
    String text = logged(Settings.LogLevel.INFO, new IllegalStateException("broken\nin two"));
    assertEquals(1, text.lines().count(), text);
    assertTrue(
        text.contains(
            "Z ERROR LoggingTest: it failed java.lang.IllegalStateException: broken in two at "),
        text);
  }

  @Test
  void traceFollowsOnlyWhenDebugging() throws JoranException {
    String text = logged(Settings.LogLevel.DEBUG, new IllegalStateException("broken"));
    assertTrue(text.lines().count() > 2, text);
  }

  /** What the log's configuration makes of an event. */
  private String logged(Settings.LogLevel level, Throwable failure) throws JoranException {
    Logging.setUp(level);
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        Objects.requireNonNull(LoggingTest.class.getResource("/logback.xml"), "logback.xml"));
    var logger = context.getLogger(LoggingTest.class);
    var event = new LoggingEvent("", logger, Level.ERROR, "it failed", failure, null);
    var console = (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("STDOUT");
    return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
  }
}
