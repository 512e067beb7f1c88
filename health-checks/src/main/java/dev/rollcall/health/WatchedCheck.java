package dev.rollcall.health;

import dev.rollcall.health.probe.Outcome;
import dev.rollcall.health.probe.Target;
import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Endpoint.Addresses;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Verdict;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.Registered;
import java.time.Duration;

/** One check of one instance, as this node knows it. Owned by the event loop of the checks. */
final class WatchedCheck {
  private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

  final InstanceKey key;
  final Check check;
  final Target target;
  final Streak streak;

  /** Of the registration, which a report names. */
  HybridTime registered;

  /** The verdict that the catalogue shows. */
  Verdict shown;

  /** Whether it shows that only a journal speaks for the instance. */
  boolean isRestored;

  /** Whether this node had to make it when it last looked. */
  boolean isMine;

  /** When it is to be probed next, and when its own rhythm has it, which may be later. */
  long due;

  long beat;

  /** When the probe that waits or is under way was due, and when it began. */
  long wasDue;

  long began;

  /** Ends the probe that is under way. */
  Runnable abandon = () -> {};

  boolean isOpen = true;
  boolean isBusy;
  boolean isReporting;

  /** Whether a probe of this node has confirmed or turned the verdict since it makes the check. */
  boolean isSettled;

  /** Whether the next probe was due already before this one ended, and since when. */
  boolean isOwed;

  long owedSince;

  /** What the probe said that turned the verdict. */
  String output = "";

  WatchedCheck(Registered held, Check check) {
    this.key = held.key();
    this.check = check;
    this.target = target(held.instance(), check);
    this.registered = held.registered();
    this.shown = held.oversight().verdict(check);
    this.isRestored = held.restored();
    this.streak = new Streak(check.pace(), shown);
  }

  /** Whether a check of that instance is this one: asked the same way, at the same place. */
  boolean isSame(Instance instance, Check other) {
    return check.equals(other) && target.equals(target(instance, other));
  }

  /**
   * Takes what the catalogue shows now. That is what counts until a probe of this node has spoken:
   * the last word of the node before it may come late.
   */
  void show(Registered held) {
    registered = held.registered();
    shown = held.oversight().verdict(check);
    isRestored = held.restored();
    if (!isSettled && streak.verdict() != shown) {
      streak.begin(shown);
    }
  }

  /** Whether this node has to make it from now on; who begins goes by what the others say. */
  void own(boolean nowMine) {
    if (nowMine != isMine) {
      isSettled = false;
      streak.begin(shown);
    }
    isMine = nowMine;
  }

  /** Takes what a probe of this node came to. */
  void note(Outcome outcome) {
    if (streak.note(outcome instanceof Outcome.Passed)) {
      output = outcome.output();
    }
    isSettled |= streak.isUndisputed();
  }

  /**
   * Whether the registry does not know yet what the probes have come to; of what only a journal
   * speaks for, also that it is well.
   */
  boolean isNews() {
    boolean isConfirmed = isRestored && isSettled && streak.verdict() == Verdict.PASSING;
    return isOpen && (streak.verdict() != shown || isConfirmed);
  }

  /** Nobody wants to know any more. */
  void close() {
    isOpen = false;
    abandon.run();
  }

  long interval() {
    return check.pace().interval().toNanos();
  }

  /** A moment below that span, the same on every node, spread evenly over all checks. */
  long phase(Duration span) {
    return phase(span.toNanos());
  }

  long phase(long span) {
    long hash = (key.hash64() + check.name().hashCode()) * GOLDEN_RATIO;
    return Long.remainderUnsigned(hash ^ hash >>> 32, span);
  }

  private static Target target(Instance instance, Check check) {
    var addresses = (Addresses) instance.endpoint(); // a host has no checks
    Port port =
        instance.ports().stream()
            .filter(named -> named.name().equals(check.probe().port()))
            .findFirst()
            .orElseThrow();
    return new Target(addresses.all().getFirst(), port.number());
  }
}
