package dev.rollcall.health;

import dev.rollcall.registry.Amending;
import dev.rollcall.registry.NotRegistered;
import dev.rollcall.registry.Unavailable;
import dev.rollcall.registry.instance.Verdict;
import dev.rollcall.registry.state.CheckResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Tells the registry of verdicts that it does not have, one report of a check at a time, again
 * while they are refused. What counts is the difference between what is shown and what the probes
 * have come to, so nothing that was lost on the way stays lost. Owned by one event loop.
 */
final class Reports {
  private static final long AGAIN = Duration.ofMillis(500).toNanos();

  private final Reporter reporter;
  private final Executor loop;
  private final Set<WatchedCheck> refused = new LinkedHashSet<>();
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
    Verdict verdict = check.streak.verdict();
    var result = CheckResult.of(check.check.name(), verdict, check.output);
    reporter
        .report(check.key, check.registered, result)
        .whenCompleteAsync((outcome, failure) -> reported(check, verdict, outcome), loop);
  }

  /** Reports once more what was refused some time ago. */
  void repeat(long now) {
    if (refused.isEmpty() || now - again < 0) {
      return;
    }
    again = now + AGAIN;
    List<WatchedCheck> once = new ArrayList<>(refused);
    refused.clear();
    once.forEach(this::report);
  }

  private void reported(WatchedCheck check, Verdict verdict, @Nullable Amending outcome) {
    check.isReporting = false;
    switch (outcome) {
      case Amending.Amended amended -> {
        // The catalogue has it, or another registration, of which it tells us.
        check.shown = verdict;
        report(check);
      }
      case NotRegistered gone -> check.isOpen = false;
      case Unavailable later -> refused.add(check);
      case null -> refused.add(check);
    }
  }
}
