package dev.rollcall.health;

import dev.rollcall.health.probe.Failure;
import dev.rollcall.health.probe.Outcome;
import dev.rollcall.health.probe.Running;
import dev.rollcall.health.probe.Target;
import dev.rollcall.registry.Amending;
import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.NotRegistered;
import dev.rollcall.registry.Unavailable;
import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Probe;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.instance.Verdict;
import dev.rollcall.registry.live.InMemoryRegistry;
import dev.rollcall.registry.service.Precondition;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.state.CheckResult;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.Registered;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A registry in memory whose checks are made by hand: the test moves time, and says what each probe
 * comes to.
 */
final class CheckedRegistry implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(10);
  private static final Outcome WELL = new Outcome.Passed("connected");

  private final ManualTime time = new ManualTime();
  private final InMemoryRegistry registry = new InMemoryRegistry(time);
  private final HealthCounters counters = new HealthCounters();
  private final Queue<Runnable> loop = new ConcurrentLinkedQueue<>();
  private final List<Target> targets = new ArrayList<>();
  private final List<Promise<Outcome>> underWay = new ArrayList<>();
  private final Rounds rounds;
  private Outcome answer = WELL;
  private boolean answers = true;
  private boolean refuses;
  private boolean owns = true;
  private boolean loses;
  private Runnable before = () -> {};
  private int reports;

  CheckedRegistry(HealthSettings settings) {
    var reporting = new Reports(this::report, loop::add);
    this.rounds = new Rounds(key -> owns, this::probe, reporting, settings, counters, time);
    registry.catalog().follow(new Subjects(registry.catalog(), rounds, loop::add));
  }

  void register(Instance instance) {
    registry.register(instance.withLease(Duration.ofHours(24))).toCompletableFuture().join();
    settle();
  }

  /** A journal brings an instance back. */
  void restore(Instance instance) {
    register(instance);
    Registered held = held(instance.key());
    var restored =
        new Registered(
            held.instance(), held.version().next(), held.registered(), held.changed(), true);
    registry.merge(List.of(restored)).toCompletableFuture().join();
    settle();
  }

  boolean isRestored(InstanceKey key) {
    return held(key).restored();
  }

  /** Settles what is checked of instances that say nothing of that. */
  void settle(ServiceName service, Check... defaults) {
    var settings = ServiceSettings.NONE.withDefaultChecks(defaults);
    registry.settings().put(service, settings, Precondition.ANYTHING).toCompletableFuture().join();
    settle();
  }

  void deregister(InstanceKey key) {
    registry.deregister(key).toCompletableFuture().join();
    settle();
  }

  /** Every probe from now on. */
  void answerWell() {
    answer = WELL;
  }

  void answer(Failure failure, String output) {
    answer = new Outcome.Failed(failure, output);
  }

  /** Probes stay under way until they are ended. */
  void answerNothing() {
    answers = false;
  }

  void endAll() {
    end(WELL);
  }

  void endAll(Failure failure, String output) {
    end(new Outcome.Failed(failure, output));
  }

  private void end(Outcome outcome) {
    List<Promise<Outcome>> ending = List.copyOf(underWay);
    underWay.clear();
    ending.forEach(promise -> promise.tryComplete(outcome));
    rounds.tick();
    settle();
  }

  /** Something comes between the next report and the registry. */
  void beforeNextReport(Runnable happens) {
    before = happens;
  }

  /** The next report does not find its instance. */
  void loseNextReport() {
    loses = true;
  }

  void refuseReports(boolean nowRefuses) {
    refuses = nowRefuses;
  }

  void own(boolean nowOwns) {
    owns = nowOwns;
  }

  void membersChanged() {
    rounds.membersChanged();
  }

  /** What another node came to. */
  void reportFromElsewhere(InstanceKey key, String check, Verdict verdict) {
    var result = CheckResult.of(check, verdict, "elsewhere");
    registry.report(key, held(key).registered(), result).toCompletableFuture().join();
    settle();
  }

  /** Time passes while the checks are made. */
  void pass(Duration span) {
    for (long passed = 0; passed < span.toNanos(); passed += TICK.toNanos()) {
      time.advance(TICK);
      rounds.tick();
      settle();
    }
  }

  /** Time passes while nothing is done. */
  void standStill(Duration span) {
    time.advance(span);
  }

  Verdict verdict(InstanceKey key) {
    Registered held = held(key);
    Check first = registry.catalog().service(key.service()).orElseThrow().checks(held).getFirst();
    return held.oversight().verdict(first);
  }

  String output(InstanceKey key) {
    return held(key).oversight().results().getFirst().output();
  }

  int probes() {
    return targets.size();
  }

  String lastTarget() {
    return targets.getLast().toString();
  }

  /** How often a verdict was reported. */
  int reports() {
    return reports;
  }

  HealthActivity activity() {
    return counters.snapshot();
  }

  @Override
  public void close() {
    registry.close();
  }

  private Running probe(Probe probe, Target target, Duration timeout) {
    targets.add(target);
    if (answers) {
      return new Running(Future.succeededFuture(answer), () -> {});
    }
    Promise<Outcome> promise = Promise.promise();
    underWay.add(promise);
    return new Running(
        promise.future(), () -> promise.tryComplete(new Outcome.Failed(Failure.CLOSED, "")));
  }

  private CompletionStage<Amending> report(
      InstanceKey key, HybridTime registered, CheckResult result) {
    reports++;
    Runnable happens = before;
    before = () -> {};
    happens.run();
    if (loses) {
      loses = false;
      return CompletableFuture.completedFuture(new NotRegistered());
    }
    if (refuses) {
      return CompletableFuture.completedFuture(new Unavailable("no member answers"));
    }
    CompletableFuture<Amending> made =
        registry.report(key, registered, result).toCompletableFuture();
    made.join();
    return made;
  }

  private Registered held(InstanceKey key) {
    return (Registered)
        registry.catalog().service(key.service()).orElseThrow().entry(key.id()).orElseThrow();
  }

  private void settle() {
    for (Runnable task = loop.poll(); task != null; task = loop.poll()) {
      task.run();
    }
  }
}
