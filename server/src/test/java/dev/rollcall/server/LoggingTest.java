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
import ch.qos.logback.core.spi.FilterReply;
import dev.rollcall.server.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoggingTest {
  private final LoggerContext context = new LoggerContext();

  @AfterEach
  void forget() {
    context.stop();
    System.clearProperty("rollcall.log.level");
    System.clearProperty("rollcall.log.event");
    System.clearProperty("rollcall.log.repeats");
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

  @Test
  void whatHazelcastRepeatsIsLeftOutUnlessDebugging() throws JoranException {
    assertEquals(3, shownOfTen(Settings.LogLevel.INFO));
    assertEquals(10, shownOfTen(Settings.LogLevel.DEBUG));
  }

  private long shownOfTen(Settings.LogLevel level) throws JoranException {
    var console = console(level);
    var logger = context.getLogger("com.hazelcast.Repeating");
    var event = new LoggingEvent("", logger, Level.WARN, "no answer", null, null);
    return IntStream.range(0, 10)
        .filter(line -> console.getFilterChainDecision(event) != FilterReply.DENY)
        .count();
  }

  /** What the log's configuration makes of an event. */
  private String logged(Settings.LogLevel level, Throwable failure) throws JoranException {
    var logger = context.getLogger(LoggingTest.class);
    var event = new LoggingEvent("", logger, Level.ERROR, "it failed", failure, null);
    return new String(console(level).getEncoder().encode(event), StandardCharsets.UTF_8);
  }

  private ConsoleAppender<ILoggingEvent> console(Settings.LogLevel level) throws JoranException {
    Logging.setUp(level);
    context.reset();
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        Objects.requireNonNull(LoggingTest.class.getResource("/logback.xml"), "logback.xml"));
    return (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("STDOUT");
  }
}
