package dev.rollcall.health;

import dev.rollcall.health.probe.Failure;
import dev.rollcall.health.probe.Outcome;
import dev.rollcall.health.probe.Prober;
import dev.rollcall.health.probe.Running;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.health.Duties;
import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Registered;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the checks: follows what is registered, probes what is due and this node's to probe, and
 * reports what the probes come to. Owned by one event loop; {@link #tick} is to be called every few
 * milliseconds, unless it {@link #isIdle}.
 */
final class Rounds {
  /** A loop that was not called for so long stood still, and saw no answer in time. */
  private static final long STALL = Duration.ofMillis(500).toNanos();

  private static final long LOOK_PAUSE = Duration.ofSeconds(1).toNanos();

  /** How long after members came or went partitions may still move. */
  private static final long LOOK_SPAN = Duration.ofSeconds(30).toNanos();

  private static final int LATE_SHARE = 20; // of an interval: 5 %

  private final Duties duties;
  private final Prober prober;
  private final Reports reports;
  private final HealthSettings settings;
  private final HealthCounters counters;
  private final TimeSource time;

  private final Map<InstanceKey, List<WatchedCheck>> watched = new HashMap<>();
  private final ProbeSchedule schedule = new ProbeSchedule();
  private final Deque<WatchedCheck> waiting = new ArrayDeque<>();
  private int checks;
  private int underWay;
  private long lastTick;
  private long stoodStill;
  private long nextLook;
  private long lookUntil;

  Rounds(
      Duties duties,
      Prober prober,
      Reports reports,
      HealthSettings settings,
      HealthCounters counters,
      TimeSource time) {
    this.duties = duties;
    this.prober = prober;
    this.reports = reports;
    this.settings = settings;
    this.counters = counters;
    this.time = time;
    this.lastTick = time.nanoTime();
    this.stoodStill = lastTick;
    membersChanged();
  }

  /** Takes what has changed in the catalogue. */
  void changed(List<Subject> subjects) {
    for (Subject subject : subjects) {
      if (subject.held() == null) {
        replace(subject.key(), List.of());
      } else {
        watch(subject.held(), subject.checks());
      }
    }
  }

  /** Looks for checks that have become this node's, now and for some time. */
  void membersChanged() {
    nextLook = time.nanoTime();
    lookUntil = nextLook + LOOK_SPAN;
  }

  /** Whether there is nothing to check. */
  boolean isIdle() {
    return watched.isEmpty();
  }

  /** Does what is due. */
  void tick() {
    long now = time.nanoTime();
    if (now - lastTick > STALL) {
      stoodStill = now;
    }
    lastTick = now;
    look(now);
    schedule.dueBy(now).forEach(this::queue);
    startWaiting(now);
    reports.repeat(now);
  }

  private void watch(Registered held, List<Check> checked) {
    List<WatchedCheck> known = watched.getOrDefault(held.key(), List.of());
    var now = new ArrayList<WatchedCheck>();
    for (Check check : checked) {
      Optional<WatchedCheck> same =
          known.stream().filter(one -> one.isSame(held.instance(), check)).findFirst();
      same.ifPresent(one -> show(one, held));
      now.add(same.orElseGet(() -> begin(held, check)));
    }
    replace(held.key(), now);
    now.forEach(reports::report);
  }

  private void show(WatchedCheck check, Registered held) {
    isOwned(check, time.nanoTime());
    check.show(held);
  }

  private WatchedCheck begin(Registered held, Check check) {
    var begun = new WatchedCheck(held, check);
    begun.isMine = duties.isMine(held.key());
    schedule.add(begun, time.nanoTime(), time.instant());
    return begun;
  }

  private void replace(InstanceKey key, List<WatchedCheck> now) {
    List<WatchedCheck> before =
        now.isEmpty() ? watched.remove(key) : watched.put(key, List.copyOf(now));
    checks += now.size();
    if (before == null) {
      return;
    }
    checks -= before.size();
    before.stream().filter(check -> !now.contains(check)).forEach(WatchedCheck::close);
  }

  private void look(long now) {
    if (now - nextLook < 0 || now - lookUntil > 0) {
      return;
    }
    nextLook = now + LOOK_PAUSE;
    watched.values().forEach(all -> all.forEach(check -> isOwned(check, now)));
  }

  /** Whether to make a check; whoever notices first that it has become so hastens it. */
  private boolean isOwned(WatchedCheck check, long now) {
    boolean wasMine = check.isMine;
    check.own(duties.isMine(check.key));
    if (check.isMine && !wasMine) {
      schedule.hasten(check, now);
    }
    return check.isMine;
  }

  private void queue(ProbeSchedule.Due due) {
    WatchedCheck check = due.check();
    check.own(duties.isMine(check.key));
    if (!check.isMine) {
      return;
    }
    if (!check.isBusy) {
      line(check, due.at());
    } else if (check.isOwed) {
      counters.countLate();
    } else {
      check.isOwed = true;
      check.owedSince = due.at();
    }
  }

  private void line(WatchedCheck check, long wasDue) {
    check.isBusy = true;
    check.isOwed = false;
    check.wasDue = wasDue;
    waiting.add(check);
  }

  private void startWaiting(long now) {
    while (underWay < settings.atOnce() && !waiting.isEmpty()) {
      start(waiting.remove(), now);
    }
    counters.stand(checks, underWay, waiting.size());
  }

  private void start(WatchedCheck check, long now) {
    if (!check.isOpen) {
      return;
    }
    if (now - check.wasDue > check.interval() / LATE_SHARE) {
      counters.countLate();
    }
    check.began = now;
    Optional<String> refusal = settings.networks().refusal(check.target.address());
    if (refusal.isPresent()) {
      conclude(check, new Outcome.Failed(Failure.FORBIDDEN, refusal.get()));
      return;
    }
    underWay++;
    Running probe = prober.probe(check.check.probe(), check.target, check.check.pace().timeout());
    check.abandon = probe.abandon();
    probe.outcome().onSuccess(outcome -> ended(check, outcome));
  }

  private void ended(WatchedCheck check, Outcome outcome) {
    underWay--;
    check.abandon = () -> {};
    conclude(check, outcome);
    startWaiting(time.nanoTime());
  }

  private void conclude(WatchedCheck check, Outcome outcome) {
    check.isBusy = false;
    if (!check.isOpen) {
      return; // says nothing of what is registered
    }
    if (check.isOwed) {
      // One that takes its whole interval ends just when the next is due.
      line(check, check.owedSince);
    }
    if (isOursAlone(check, outcome)) {
      counters.countDiscounted();
      return;
    }
    counters.count(outcome);
    if (!isOwned(check, time.nanoTime())) {
      return;
    }
    check.note(outcome);
    reports.report(check);
  }

  /** Whether the time ran out while this node did not look. */
  private boolean isOursAlone(WatchedCheck check, Outcome outcome) {
    boolean isTimeout =
        outcome instanceof Outcome.Failed failed && failed.failure() == Failure.TIMEOUT;
    boolean isStalledNow = time.nanoTime() - lastTick > STALL;
    return isTimeout && (isStalledNow || check.began - stoodStill < 0);
  }
}
