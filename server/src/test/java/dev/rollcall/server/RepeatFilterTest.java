package dev.rollcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.spi.FilterReply;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RepeatFilterTest {
  private static final String OPERATIONS = "com.hazelcast.spi.Operations";

  private final LoggerContext context = new LoggerContext();
  private final List<Runnable> ends = new ArrayList<>();
  private final RepeatFilter filter = new RepeatFilter((end, delay) -> ends.add(end));
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();
  private final Logger own = (Logger) LoggerFactory.getLogger(RepeatFilter.class);

  @BeforeEach
  void listen() {
    filter.setMost(3);
    said.start();
    own.addAppender(said);
  }

  @AfterEach
  void stop() {
    own.detachAppender(said);
    context.stop();
  }

  @Test
  void theFirstLinesAreShownAndOneSaysHowManyWereNot() {
    assertEquals(3, shown(10, OPERATIONS, Level.WARN));
    assertEquals(List.of(), said());

    endWindows();
    assertEquals(
        List.of(
            "left out 7 more WARN lines of Operations within 10 s; --log-level debug shows all"),
        said());
  }

  @Test
  void afterThatTheNextLinesAreShownAgain() {
    shown(10, OPERATIONS, Level.WARN);
    endWindows();
    assertEquals(3, shown(4, OPERATIONS, Level.WARN));
  }

  @Test
  void whatWasShownWholeIsNotSpokenOf() {
    assertEquals(3, shown(3, OPERATIONS, Level.WARN));
    endWindows();
    assertEquals(List.of(), said());
  }

  @Test
  void anErrorIsNotHiddenByWarningsNorByOthers() {
    shown(10, OPERATIONS, Level.WARN);
    assertEquals(1, shown(1, OPERATIONS, Level.ERROR));
    assertEquals(1, shown(1, "com.hazelcast.spi.Connections", Level.WARN));
  }

  @Test
  void whatRollcallSaysIsNeverLeftOut() {
    assertEquals(10, shown(10, "dev.rollcall.server.Node", Level.WARN));
  }

  private long shown(int lines, String logger, Level level) {
    return IntStream.range(0, lines).filter(line -> isShown(logger, level)).count();
  }

  private boolean isShown(String logger, Level level) {
    var event = new LoggingEvent("", context.getLogger(logger), level, "no answer", null, null);
    return filter.decide(event) != FilterReply.DENY;
  }

  private void endWindows() {
    ends.forEach(Runnable::run);
    ends.clear();
  }

  private List<String> said() {
    return said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
