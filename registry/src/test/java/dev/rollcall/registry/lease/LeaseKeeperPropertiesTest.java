package dev.rollcall.registry.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.state.Amendment;
import dev.rollcall.registry.state.Command;
import dev.rollcall.registry.state.HybridClock;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.Transition;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/** A keeper that follows a small registry, against {@link LeaseModel}, in any order of steps. */
class LeaseKeeperPropertiesTest {
  private static final List<InstanceKey> KEYS =
      IntStream.range(0, 6).mapToObj(Leases::key).toList();

  /** Something that happens to the registry or its owner; ages are in milliseconds. */
  sealed interface Step {
    record Register(InstanceKey key, Duration length) implements Step {}

    record Amend(InstanceKey key) implements Step {}

    record Deregister(InstanceKey key) implements Step {}

    record Renew(InstanceKey key, int age) implements Step {}

    record Own(Set<InstanceKey> keys) implements Step {}

    /** As after a pause of the node, or when a member is gone. */
    record StartAllOver() implements Step {}

    record Pause(Duration length) implements Step {}
  }

  /** The registry that the keeper follows, and the model beside it. */
  private static final class Trial {
    final ManualTime time = new ManualTime();
    final HybridClock clock = new HybridClock(time);
    final Map<InstanceKey, Registered> registered = new HashMap<>();
    final LeaseModel model = new LeaseModel();
    Set<InstanceKey> owned = Set.copyOf(KEYS);
    final LeaseKeeper keeper = new LeaseKeeper(time, owned::contains);

    void take(Step step) {
      switch (step) {
        case Step.Register(InstanceKey key, Duration length) ->
            carryOut(new Command.Register(Leases.held(key, 1, length).instance()));
        case Step.Amend(InstanceKey key) ->
            carryOut(new Command.Amend(key, Amendment.of(Status.DRAINING)));
        case Step.Deregister(InstanceKey key) -> carryOut(new Command.Deregister(key));
        case Step.Renew(InstanceKey key, int age) -> renew(key, age);
        case Step.Own(Set<InstanceKey> keys) -> own(keys);
        case Step.StartAllOver() -> {
          keeper.restartAll();
          model.startAllOver(time.nanoTime());
        }
        case Step.Pause(Duration length) -> pause(length);
      }
      assertEquals(model.size(), keeper.size());
    }

    void pause(Duration length) {
      time.advance(length);
      List<Command.Expire> ended = keeper.ended();
      model.checkEnded(ended, time.nanoTime());
      ended.forEach(this::carryOut);
      checkTally();
    }

    private void checkTally() {
      Tally tally = keeper.tally();
      long now = time.nanoTime();
      assertEquals(model.size(), tally.kept());
      assertTrue(tally.late() <= model.late(now), "counted as late too early");
      assertTrue(tally.late() >= model.late(now - LeaseWheel.TICK.toNanos()), "too late");
      assertEquals(List.of(tally), keeper.tallies(List.of(KEYS.getFirst().service())));
    }

    private void carryOut(Command command) {
      InstanceKey key = command.key();
      var made = Transition.of(registered.get(key), command, clock.now());
      if (made.after() instanceof Registered held) {
        registered.put(key, held);
        if (command instanceof Command.Register && owned.contains(key)) {
          model.open(held, time.nanoTime());
        }
      } else {
        registered.remove(key);
        model.close(key);
      }
      keeper.changed(List.of(new Change(key, made.before(), made.after())));
    }

    private void renew(InstanceKey key, int age) {
      long[] unknown = keeper.renew(new long[] {key.hash64()}, new int[] {age});
      assertEquals(model.holds(key) ? 0 : 1, unknown.length);
      model.renew(key, time.nanoTime() - Duration.ofMillis(age).toNanos());
    }

    private void own(Set<InstanceKey> keys) {
      owned = keys;
      keeper.takeOver(keys::contains, registered.values());
      model.retain(keys::contains);
      registered.values().stream()
          .filter(held -> keys.contains(held.key()) && !model.holds(held.key()))
          .forEach(held -> model.open(held, time.nanoTime()));
    }
  }

  @Provide
  Arbitrary<Step> steps() {
    Arbitrary<InstanceKey> keys = Arbitraries.of(KEYS);
    Arbitrary<Duration> lengths = Arbitraries.longs().between(1, 60).map(Duration::ofSeconds);
    Arbitrary<Duration> pauses = Arbitraries.longs().between(1, 20_000).map(Duration::ofMillis);
    Arbitrary<Integer> ages = Arbitraries.integers().between(0, 2_000);
    return Arbitraries.frequencyOf(
        Tuple.of(5, Combinators.combine(keys, lengths).as(Step.Register::new)),
        Tuple.of(2, keys.map(Step.Amend::new)),
        Tuple.of(1, keys.map(Step.Deregister::new)),
        Tuple.of(5, Combinators.combine(keys, ages).as(Step.Renew::new)),
        Tuple.of(1, keys.set().map(Step.Own::new)),
        Tuple.of(1, Arbitraries.just(new Step.StartAllOver())),
        Tuple.of(5, pauses.map(Step.Pause::new)));
  }

  @Property
  void eachOwnedLeaseEndsOnceNeverEarlyAndAtMostATickLate(
      @ForAll @Size(max = 60) List<@From("steps") Step> steps) {
    var trial = new Trial();
    steps.forEach(trial::take);
    trial.take(new Step.Own(Set.copyOf(KEYS)));
    trial.pause(Duration.ofMinutes(3));
    assertEquals(Map.of(), trial.registered);
  }
}
