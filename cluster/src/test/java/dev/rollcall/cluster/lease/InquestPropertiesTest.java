package dev.rollcall.cluster.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.instance.InstanceKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/** Whatever happens to the members of a {@link ModelCluster}. */
class InquestPropertiesTest {
  private static final int MEMBERS = 4;
  private static final int INSTANCES = 6;
  private static final Duration MOST_LATE = Duration.ofSeconds(1);

  /** Something that happens to the cluster; spans are in milliseconds. */
  sealed interface Step {
    record Pause(int node, int span) implements Step {}

    record Crash(int node) implements Step {}

    record Move(int instance) implements Step {}

    record Lose(double share) implements Step {}

    record Wait(int span) implements Step {}
  }

  @Provide
  Arbitrary<Step> steps() {
    Arbitrary<Integer> nodes = Arbitraries.integers().between(0, MEMBERS - 1);
    Arbitrary<Integer> pauses = Arbitraries.integers().between(100, 20_000);
    return Arbitraries.frequencyOf(
        Tuple.of(4, Combinators.combine(nodes, pauses).as(Step.Pause::new)),
        Tuple.of(1, nodes.map(Step.Crash::new)),
        Tuple.of(2, Arbitraries.integers().between(0, INSTANCES - 1).map(Step.Move::new)),
        Tuple.of(2, Arbitraries.of(0.0, 0.1, 0.5, 1.0).map(Step.Lose::new)),
        Tuple.of(6, Arbitraries.integers().between(10, 10_000).map(Step.Wait::new)));
  }

  @Property(tries = 300)
  void noLeaseEndsWhileItsHeartbeatsAreAnswered(
      @ForAll long seed, @ForAll @Size(max = 40) List<@From("steps") Step> steps) {
    var cluster = new ModelCluster(seed, MEMBERS, INSTANCES);
    steps.forEach(step -> take(cluster, step));
    cluster.run(ModelCluster.LEASE);
    assertEquals(Map.of(), cluster.ended);
  }

  @Property(tries = 100)
  void whenTheHeartbeatsStopEachLeaseEndsNotEarlyAndAtLast(
      @ForAll long seed, @ForAll @Size(max = 20) List<@From("steps") Step> steps) {
    var cluster = new ModelCluster(seed, MEMBERS, INSTANCES);
    steps.forEach(step -> take(cluster, step));
    cluster.silence();
    cluster.run(Duration.ofMinutes(1));
    checkAllEndedButNotEarly(cluster);
  }

  @Property(tries = 100)
  void withoutAFaultItIsAtMostASecondLate(@ForAll long seed) {
    var cluster = new ModelCluster(seed, MEMBERS, INSTANCES);
    cluster.run(ModelCluster.LEASE.multipliedBy(3));
    assertEquals(Map.of(), cluster.ended);
    cluster.silence();
    cluster.run(ModelCluster.LEASE.multipliedBy(2));
    checkAllEndedButNotEarly(cluster);
    cluster.ended.forEach(
        (key, at) -> assertTrue(at <= end(cluster, key) + MOST_LATE.toNanos(), "late: " + key));
  }

  private static void take(ModelCluster cluster, Step step) {
    switch (step) {
      case Step.Pause(int node, int span) -> cluster.pause(node, Duration.ofMillis(span));
      case Step.Crash(int node) -> cluster.crash(node);
      case Step.Move(int instance) -> cluster.move(instance);
      case Step.Lose(double share) -> cluster.lose(share);
      case Step.Wait(int span) -> cluster.run(Duration.ofMillis(span));
    }
  }

  private static void checkAllEndedButNotEarly(ModelCluster cluster) {
    assertEquals(INSTANCES, cluster.ended.size());
    cluster.ended.forEach((key, at) -> assertTrue(at >= end(cluster, key), () -> "early: " + key));
  }

  private static long end(ModelCluster cluster, InstanceKey key) {
    return cluster.acknowledged.getOrDefault(key, 0L) + ModelCluster.LEASE.toNanos();
  }
}
