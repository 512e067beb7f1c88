package dev.rollcall.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rollcall.registry.ManualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FailureLogTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(FailureLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final ManualTime time = new ManualTime();
  private final FailureLog failures = new FailureLog(time::nanoTime);

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setAdditive(false);
  }

  @AfterEach
  void stopListening() {
    logger.setAdditive(true);
    logger.detachAppender(lines);
  }

  @Test
  void oneFailureInTenSecondsIsTold() {
    failTimes(1);
    failTimes(41);
    time.advance(Duration.ofSeconds(9));
    failTimes(1);
    time.advance(Duration.ofSeconds(1));
    failTimes(2);

    assertEquals(
        List.of(
            "register failed; 0 more failures since the last one told",
            "register failed; 42 more failures since the last one told"),
        lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
  }

  private void failTimes(int times) {
    for (int i = 0; i < times; i++) {
      failures.failed("register", new IllegalStateException("on purpose"));
    }
  }
}
