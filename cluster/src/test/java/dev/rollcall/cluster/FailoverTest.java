package dev.rollcall.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.Registration;
import dev.rollcall.registry.Renewal;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.instance.Supervision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Instances and leases when members come and go. Each member owns about a third of the fleet. */
class FailoverTest {
  private static final ServiceName FLEET = new ServiceName("fleet");
  private static final List<InstanceKey> KEYS =
      IntStream.range(0, 60).mapToObj(i -> InstanceKey.of("fleet", "i" + i)).toList();
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration JUST_UNDER = LEASE.minusMillis(1);
  private static final Duration TO_THE_LATEST_END = Duration.ofSeconds(1).plusMillis(1);

  private final ManualTime time = new ManualTime();
  private final TestCluster cluster = new TestCluster(time, 3, TestCluster.ALL_MAY_END);

  @BeforeEach
  void registerTheFleet() {
    KEYS.forEach(key -> now(register(key)));
    cluster.awaitEverywhere(catalog -> registered(catalog) == KEYS.size());
    cluster.settle();
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void silentInstancesEndOnEveryMember() {
    time.advance(JUST_UNDER);
    cluster.settle();
    allAreRegisteredEverywhere();
    time.advance(TO_THE_LATEST_END);
    cluster.settle();
    allAreGoneEverywhere();
  }

  @Test
  void aCrashEndsNoLeaseEarlyAndEachAtMostOneLengthLate() {
    time.advance(JUST_UNDER);
    cluster.crash(2);
    cluster.awaitMembers(2);
    cluster.settle();
    allAreRegisteredEverywhere();
    time.advance(LEASE.plus(TO_THE_LATEST_END));
    cluster.settle();
    allAreGoneEverywhere();
  }

  @Test
  void whatDrainsLeavesThoughItsOwnerCrashesAndNeverEarly() {
    KEYS.forEach(
        key -> {
          Instance draining =
              Instance.of(key, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(8080))
                  .withLease(Duration.ofHours(1))
                  .withStatus(Status.DRAINING);
          now(cluster.node(0).registry().register(draining));
        });
    cluster.awaitEverywhere(catalog -> healthy(catalog) == 0);
    time.advance(Supervision.DEFAULT_DRAIN.minusMillis(1));
    cluster.settle();
    allAreRegisteredEverywhere();
    cluster.crash(2);
    cluster.awaitMembers(2);
    cluster.settle();
    time.advance(Supervision.DEFAULT_DRAIN.minusMillis(1));
    cluster.settle();
    cluster.awaitEverywhere(catalog -> registered(catalog) < KEYS.size());
    assertTrue(registered(cluster.node(0).catalog()) > 0, "whoever took them over began anew");
    time.advance(Duration.ofMillis(1));
    cluster.settle();
    allAreGoneEverywhere();
  }

  @Test
  void heartbeatsForACrashedOwnerCountWithTheNextOne() {
    time.advance(JUST_UNDER);
    heartbeats(0);
    cluster.crash(2);
    cluster.awaitMembers(2);
    cluster.settle();
    time.advance(JUST_UNDER);
    cluster.settle();
    allAreRegisteredEverywhere();
  }

  /** What it had answered dies with it, so every owner starts its leases over. */
  @Test
  void heartbeatsThatACrashedMemberHadAnsweredCount() {
    time.advance(JUST_UNDER);
    heartbeats(2);
    cluster.crash(2);
    cluster.awaitMembers(2);
    cluster.settle();
    time.advance(TO_THE_LATEST_END);
    cluster.settle();
    allAreRegisteredEverywhere();
  }

  @Test
  void whatIsRegisteredWhileAMemberCrashesIsTriedUntilItsBackupsHaveIt() {
    List<CompletionStage<Registration>> outcomes = new ArrayList<>();
    cluster.crash(2, () -> KEYS.forEach(key -> outcomes.add(register(key))));
    KEYS.forEach(key -> outcomes.add(register(key)));
    for (CompletionStage<Registration> outcome : outcomes) {
      assertInstanceOf(Registration.Replaced.class, now(outcome));
    }
  }

  @Test
  void aMemberThatLeavesHandsItsInstancesOver() {
    time.advance(JUST_UNDER);
    heartbeats(2);
    cluster.leave(2);
    cluster.leave(1);
    cluster.awaitMembers(1);
    cluster.settle();
    allAreRegisteredEverywhere();
    time.advance(JUST_UNDER);
    cluster.settle();
    allAreRegisteredEverywhere();
    time.advance(LEASE.plus(TO_THE_LATEST_END));
    cluster.settle();
    allAreGoneEverywhere();
  }

  @Test
  void aMemberThatJoinsKnowsAllAndTakesOverItsShareOfTheLeases() {
    time.advance(JUST_UNDER);
    heartbeats(1);
    cluster.settle();
    ClusterNode joined = cluster.join();
    assertTrue(joined.catalog().isLoaded());
    assertEquals(KEYS.size(), registered(joined.catalog()));
    cluster.awaitMembers(4);
    cluster.settle();
    time.advance(JUST_UNDER);
    heartbeats(3);
    cluster.settle();
    time.advance(JUST_UNDER);
    cluster.settle();
    allAreRegisteredEverywhere();
    assertEquals(KEYS.size(), cluster.leasesHeld());
    time.advance(LEASE.plus(TO_THE_LATEST_END));
    cluster.settle();
    allAreGoneEverywhere();
  }

  @Test
  void heartbeatsAtAnyMemberRenew() {
    for (int beat = 0; beat < 6; beat++) {
      time.advance(JUST_UNDER);
      heartbeats(beat % 3);
      cluster.settle();
    }
    allAreRegisteredEverywhere();
  }

  private CompletionStage<Registration> register(InstanceKey key) {
    var instance = Instance.of(key, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(80));
    return cluster.node(0).registry().register(instance.withLease(LEASE));
  }

  private void heartbeats(int node) {
    assertEquals(new Renewal.Renewed(List.of()), now(cluster.node(node).registry().renew(KEYS)));
  }

  /** Nothing has ended: no tombstone is on any member or under way to one. */
  private void allAreRegisteredEverywhere() {
    cluster.awaitEverywhere(catalog -> registered(catalog) == KEYS.size());
  }

  private void allAreGoneEverywhere() {
    cluster.awaitEverywhere(catalog -> registered(catalog) == 0);
  }

  private static int healthy(Catalog catalog) {
    return catalog.service(FLEET).map(service -> service.healthyInstances().size()).orElse(0);
  }

  private static int registered(Catalog catalog) {
    return catalog.service(FLEET).map(service -> service.registered().size()).orElse(0);
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
