package dev.rollcall.registry.instance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How an instance is looked after besides its lease: what few instances have of their own, so that
 * the others need not hold it one by one.
 *
 * @param checks up to {@link Check#MAX}, their names distinct
 * @param removeAfter after so long of failing checks the instance is removed, 1 s to 7 days, only
 *     with checks; never when empty
 * @param drain how long it stays known once it drains, 0 s to 1 h; both in whole seconds
 */
public record Supervision(List<Check> checks, Optional<Duration> removeAfter, Duration drain) {
  public static final Range REMOVE_AFTER_SECONDS = new Range(1, 7 * 86_400);
  public static final Range DRAIN_SECONDS = new Range(0, 3_600);
  public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(30);

  /** No checks, and the default drain time. */
  public static final Supervision NONE =
      new Supervision(List.of(), Optional.empty(), DEFAULT_DRAIN);

  public Supervision {
    checks = Check.copyOf(checks);
    if (removeAfter.isPresent()) {
      REMOVE_AFTER_SECONDS.check("removeAfterSeconds", wholeSeconds(removeAfter.get()));
      if (checks.isEmpty()) {
        throw new InvalidValueException(
            "removeAfterSeconds", removeAfter.get().toSeconds(), "only with checks");
      }
    }
    DRAIN_SECONDS.check("drainSeconds", wholeSeconds(drain));
  }

  /** Some checks and else the defaults. */
  public static Supervision of(Check... checks) {
    return new Supervision(List.of(checks), Optional.empty(), DEFAULT_DRAIN);
  }

  /** With another time after which failing checks remove the instance. */
  public Supervision withRemoveAfter(Duration value) {
    return new Supervision(checks, Optional.of(value), drain);
  }

  /** With another drain time. */
  public Supervision withDrain(Duration value) {
    return new Supervision(checks, removeAfter, value);
  }

  /** What most instances have alike is in memory once. */
  Supervision shared() {
    return equals(NONE) ? NONE : this;
  }

  /** Its seconds; out of any range when they are not whole. */
  private static long wholeSeconds(Duration duration) {
    return duration.equals(Duration.ofSeconds(duration.toSeconds())) ? duration.toSeconds() : -1;
  }
}
