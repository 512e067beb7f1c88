package dev.rollcall.health;

import dev.rollcall.health.probe.Failure;
import dev.rollcall.health.probe.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Counts what the checks do; written by their event loop, read by any thread. */
final class HealthCounters {
  private final LongAdder passed = new LongAdder();
  private final LongAdder late = new LongAdder();
  private final LongAdder discounted = new LongAdder();
  private final Map<Failure, LongAdder> failed = new EnumMap<>(Failure.class);
  private volatile int checks;
  private volatile int underWay;
  private volatile int waiting;

  HealthCounters() {
    for (Failure failure : Failure.values()) {
      failed.put(failure, new LongAdder());
    }
  }

  void count(Outcome outcome) {
    switch (outcome) {
      case Outcome.Passed well -> passed.increment();
      case Outcome.Failed(var failure, var output) ->
          Objects.requireNonNull(failed.get(failure)).increment();
    }
  }

  void countLate() {
    late.increment();
  }

  void countDiscounted() {
    discounted.increment();
  }

  void stand(int nowChecks, int nowUnderWay, int nowWaiting) {
    checks = nowChecks;
    underWay = nowUnderWay;
    waiting = nowWaiting;
  }

  HealthActivity snapshot() {
    Map<Failure, Long> failures =
        failed.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().sum()));
    return new HealthActivity(
        checks, underWay, waiting, passed.sum(), failures, late.sum(), discounted.sum());
  }
}
