package dev.rollcall.registry.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Command.Expire;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The wheel against {@link LeaseModel}, in any order of steps. */
class LeaseWheelPropertiesTest {
  private static final List<InstanceKey> KEYS =
      Stream.concat(
              IntStream.range(0, 6).mapToObj(Leases::key),
              Stream.of(Leases.TWIN, Leases.OTHER_TWIN))
          .toList();

  /** Something that happens to the leases; ages and pauses are in milliseconds. */
  sealed interface Step {
    record Open(InstanceKey key, Duration length, long age) implements Step {}

    record Renew(InstanceKey key, long age) implements Step {}

    record Close(InstanceKey key) implements Step {}

    record Retain(InstanceKey dropped) implements Step {}

    record Pause(long length) implements Step {}
  }

  /** A wheel and its model, which go through the same. */
  private static final class Trial {
    final LeaseModel model = new LeaseModel();
    final LeaseWheel wheel;
    long now;
    long registrations;

    Trial(long start) {
      now = start;
      wheel = new LeaseWheel(start);
    }

    void take(Step step) {
      switch (step) {
        case Step.Open(InstanceKey key, Duration length, long age) -> open(key, length, age);
        case Step.Renew(InstanceKey key, long age) -> renew(key, heardAt(age));
        case Step.Close(InstanceKey key) -> {
          wheel.close(key);
          model.close(key);
        }
        case Step.Retain(InstanceKey dropped) -> {
          wheel.retain(key -> !key.equals(dropped));
          model.retain(key -> !key.equals(dropped));
        }
        case Step.Pause(long length) -> turn(Duration.ofMillis(length).toNanos());
      }
      assertEquals(model.size(), wheel.size());
      KEYS.forEach(key -> assertEquals(model.holds(key), wheel.holds(key)));
    }

    void turn(long pause) {
      now += pause;
      var ended =
          Leases.endedBy(wheel, now).stream().map(l -> new Expire(l.key, l.registered)).toList();
      model.checkEnded(ended, now);
    }

    private void open(InstanceKey key, Duration length, long age) {
      var held = Leases.held(key, ++registrations, length);
      wheel.open(held, heardAt(age));
      model.open(held, heardAt(age));
    }

    private void renew(InstanceKey key, long heardAt) {
      boolean known = KEYS.stream().anyMatch(k -> k.hash64() == key.hash64() && model.holds(k));
      assertEquals(known, wheel.renew(key.hash64(), heardAt));
      model.renew(key, heardAt);
    }

    private long heardAt(long age) {
      return now - Duration.ofMillis(age).toNanos();
    }
  }

  @Provide
  Arbitrary<Step> steps() {
    Arbitrary<InstanceKey> keys = Arbitraries.of(KEYS);
    // The shortest lease that was heard of the longest ago ends just now.
    Arbitrary<Long> ages = Arbitraries.longs().between(0, 1_300);
    Arbitrary<Duration> lengths =
        Arbitraries.oneOf(
                Arbitraries.longs().between(1, 10),
                Arbitraries.longs().between(45, 60),
                Arbitraries.of(3_600L, 86_400L))
            .map(Duration::ofSeconds);
    Arbitrary<Long> pauses =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 60),
            Arbitraries.longs().between(1_000, 12_000),
            Arbitraries.longs().between(50_000, 90_000_000));
    return Arbitraries.frequencyOf(
        Tuple.of(4, Combinators.combine(keys, lengths, ages).as(Step.Open::new)),
        Tuple.of(4, Combinators.combine(keys, ages).as(Step.Renew::new)),
        Tuple.of(1, keys.map(Step.Close::new)),
        Tuple.of(1, keys.map(Step.Retain::new)),
        Tuple.of(5, pauses.map(Step.Pause::new)));
  }

  @Property
  void eachLeaseEndsOnceNeverEarlyAndAtMostATickLate(
      @ForAll @LongRange(min = -200_000_000_000L, max = 200_000_000_000L) long start,
      @ForAll @Size(max = 60) List<@From("steps") Step> steps) {
    var trial = new Trial(start);
    steps.forEach(trial::take);
    trial.turn(Duration.ofHours(25).toNanos());
    assertEquals(0, trial.wheel.size());
  }

  @Property(tries = 100)
  void soItDoesWhenTheWheelIsTurnedAtEachTick(
      @ForAll @Size(max = 30) List<@From("steps") Step> steps) {
    var trial = new Trial(0);
    for (Step step : steps) {
      trial.take(step);
      for (int turns = 0; turns < 300; turns++) {
        trial.turn(LeaseWheel.TICK.toNanos());
      }
    }
  }

  /** A lease that was replaced stays in its slot only until that comes up. */
  @Test
  void whatWasReplacedIsForgottenOnceTheWheelWentRound() {
    var wheel = new LeaseWheel(0);
    List<WeakReference<InstanceKey>> replaced =
        IntStream.range(0, 1_000).mapToObj(i -> reopen(wheel, i % 2 == 0 ? 86_400 : 10)).toList();
    for (int seconds = 0; seconds <= 52; seconds++) {
      Leases.endedBy(wheel, Duration.ofSeconds(seconds).toNanos());
    }
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (replaced.stream().anyMatch(key -> key.get() != null)) {
      assertTrue(System.nanoTime() < deadline, "replaced leases are still held");
      System.gc();
    }
  }

  private static WeakReference<InstanceKey> reopen(LeaseWheel wheel, long seconds) {
    InstanceKey key = Leases.key(0);
    wheel.open(Leases.held(key, 1, Duration.ofSeconds(seconds)), 0);
    return new WeakReference<>(key);
  }
}
