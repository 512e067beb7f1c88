package dev.rollcall.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Hazelcast from saying the same of each call and each member while some of them are gone:
 * lets the first few lines of a logger and level through, then says how many were left out. Public
 * for {@code logback.xml}. Safe for any thread.
 */
public final class RepeatFilter extends Filter<ILoggingEvent> {
  static final Duration WINDOW = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(RepeatFilter.class);
  private static final String REPEATS_ITSELF = "com.hazelcast.";

  /** Runs a task once after some time, on a thread that it may not hold up. */
  interface Later {
    void run(Runnable task, Duration delay);
  }

  private record Source(String logger, Level level) {}

  private final Later later;
  private final Map<Source, Integer> said =
      new ConcurrentHashMap<>(); // lines in windows that are open
  private volatile int most = Integer.MAX_VALUE;

  /** For {@code logback.xml}; runs what it has to say on a thread of the log's context. */
  public RepeatFilter() {
    this.later = this::onThreadOfContext;
  }

  RepeatFilter(Later later) {
    this.later = later;
  }

  /** How many lines of a logger and level are let through in a window; from {@code logback.xml}. */
  public void setMost(int lines) {
    most = lines;
  }

  @Override
  public FilterReply decide(ILoggingEvent event) {
    if (most == Integer.MAX_VALUE || !event.getLoggerName().startsWith(REPEATS_ITSELF)) {
      return FilterReply.NEUTRAL;
    }
    var source = new Source(event.getLoggerName(), event.getLevel());
    int lines = said.merge(source, 1, Integer::sum);
    if (lines == 1) {
      later.run(() -> close(source), WINDOW);
    }
    return lines <= most ? FilterReply.NEUTRAL : FilterReply.DENY;
  }

  /** What comes from there after this opens the next window. */
  private void close(Source source) {
    int lines = Objects.requireNonNullElse(said.remove(source), 0);
    if (lines > most) {
      LOG.warn(
          "left out {} more {} lines of {} within {} s; --log-level debug shows all",
          lines - most,
          source.level(),
          source.logger().substring(source.logger().lastIndexOf('.') + 1),
          WINDOW.toSeconds());
    }
  }

  private void onThreadOfContext(Runnable task, Duration delay) {
    ScheduledFuture<?> _ =
        getContext()
            .getScheduledExecutorService()
            .schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }
}
