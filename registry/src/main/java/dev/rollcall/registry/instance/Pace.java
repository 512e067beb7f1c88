package dev.rollcall.registry.instance;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * How often a check is made and what it takes to believe it.
 *
 * @param interval from the beginning of one probe to that of the next, 1 s to 1 h
 * @param timeout how long a whole probe may take, 100 ms up to the interval, 30 s at most
 * @param rise so many probes in a row have to pass before a failing check passes, 1 to 10
 * @param fall so many have to fail before a passing one fails, 1 to 10
 * @param initial what holds until the first probes have said something
 */
public record Pace(Duration interval, Duration timeout, int rise, int fall, Verdict initial) {
  public static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
  public static final Duration LONGEST_INTERVAL = Duration.ofHours(1);
  public static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);

  /** A probe that waits holds a place among those that a node makes at once. */
  public static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);

  public static final Range COUNTS = new Range(1, 10);

  /** Every 10 s, for 2 s at most; two that pass, three that fail; passing at first. */
  public static final Pace DEFAULT =
      new Pace(Duration.ofSeconds(10), Duration.ofSeconds(2), 2, 3, Verdict.PASSING);

  public Pace {
    check(
        "intervalSeconds",
        interval,
        SHORTEST_INTERVAL,
        LONGEST_INTERVAL,
        seconds(SHORTEST_INTERVAL) + " to " + seconds(LONGEST_INTERVAL));
    check(
        "timeoutSeconds",
        timeout,
        SHORTEST_TIMEOUT,
        interval.compareTo(LONGEST_TIMEOUT) < 0 ? interval : LONGEST_TIMEOUT,
        timeouts(interval));
    COUNTS.check("rise", rise);
    COUNTS.check("fall", fall);
  }

  private static String timeouts(Duration interval) {
    return interval.compareTo(LONGEST_TIMEOUT) < 0
        ? seconds(SHORTEST_TIMEOUT) + " up to the interval, which is " + seconds(interval)
        : seconds(SHORTEST_TIMEOUT) + " to " + seconds(LONGEST_TIMEOUT);
  }

  private static void check(
      String field, Duration value, Duration least, Duration most, String allowed) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new InvalidValueException(field, seconds(value), allowed);
    }
  }

  /** Seconds as people write them: {@code 10}, {@code 0.5}. */
  public static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
  }
}
