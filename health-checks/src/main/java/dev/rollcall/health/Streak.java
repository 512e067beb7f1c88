package dev.rollcall.health;

import dev.rollcall.registry.instance.Pace;
import dev.rollcall.registry.instance.Verdict;

/**
 * The verdict on one check, and how many probes in a row have spoken against it. Owned by one
 * thread.
 */
final class Streak {
  private final Pace pace;
  private Verdict verdict;
  private int against;

  Streak(Pace pace, Verdict verdict) {
    this.pace = pace;
    this.verdict = verdict;
  }

  Verdict verdict() {
    return verdict;
  }

  /** Counts a probe, and says whether it was the one that turned the verdict. */
  boolean note(boolean passed) {
    Verdict said = passed ? Verdict.PASSING : Verdict.FAILING;
    if (said == verdict) {
      against = 0;
      return false;
    }
    int needed = passed ? pace.rise() : pace.fall();
    if (++against < needed) {
      return false;
    }
    begin(said);
    return true;
  }

  /** Whether the last probe said the same as the verdict. */
  boolean isUndisputed() {
    return against == 0;
  }

  /** Begins anew with a verdict that others came to. */
  void begin(Verdict known) {
    verdict = known;
    against = 0;
  }
}
