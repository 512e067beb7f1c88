package dev.rollcall.health;

import dev.rollcall.registry.state.CheckResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Tells the registry of verdicts that it does not have, one report of a check at a time, again
 * while the catalogue does not show them. What counts is the difference between what is shown and
 * what the probes have come to, so nothing that was lost on the way stays lost. Owned by one event
 * loop.
 */
final class Reports {
  private static final long AGAIN = Duration.ofMillis(500).toNanos();

  private final Reporter reporter;
  private final Executor loop;
  private final Set<WatchedCheck> unsettled = new LinkedHashSet<>();
  private long now;
  private long again;

  /**
   * Reports of one event loop.
   *
   * @param loop runs what comes back from the registry
   */
  Reports(Reporter reporter, Executor loop) {
    this.reporter = reporter;
    this.loop = loop;
  }

  /** Reports what a check has come to, unless that is known or on its way. */
  void report(WatchedCheck check) {
    if (!check.isMine || check.isReporting || !check.isNews()) {
      return;
    }
    check.isReporting = true;
    var result = CheckResult.of(check.check.name(), check.streak.verdict(), check.output);
    reporter
        .report(check.key, check.registered, result)
        .whenCompleteAsync((outcome, failure) -> reported(check), loop);
  }

  /** Reports once more what the catalogue does not show some time after it was reported. */
  void repeat(long nanos) {
    now = nanos;
    if (unsettled.isEmpty() || now - again < 0) {
      return;
    }
    List<WatchedCheck> once = new ArrayList<>(unsettled);
    unsettled.clear();
    once.forEach(this::report);
  }

  /**
   * Whatever the registry said: a report that it took may have been overtaken by another
   * registration, and an instance that it did not find may be back in a moment. The catalogue shows
   * what has become of it.
   */
  private void reported(WatchedCheck check) {
    check.isReporting = false;
    if (!check.isNews()) {
      return;
    }
    if (unsettled.isEmpty()) {
      again = now + AGAIN;
    }
    unsettled.add(check);
  }
}
