package dev.rollcall.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.Registration;
import dev.rollcall.registry.Unavailable;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.standing.Replication;
import dev.rollcall.registry.standing.Standing;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.RemovalReason;
import dev.rollcall.registry.state.Tombstone;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A view and a map that have come apart find together again, in either direction. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReconcilerTest {
  private static final InstanceKey KEY = InstanceKey.of("orders", "a");

  private final ManualTime time = new ManualTime();
  private final TestCluster cluster = new TestCluster(time, 2);
  private final LiveView view = (LiveView) cluster.node(0).catalog();
  private final Map<InstanceKey, Entry> map =
      cluster.node(0).hazelcast().getMap(HazelcastSettings.INSTANCES);
  private Registered held = register();

  @BeforeEach
  void registerAgain() {
    held = register();
  }

  @AfterAll
  void close() {
    cluster.close();
  }

  @Test
  void aRegistrationWhoseEventWasLostIsFound() {
    now(view.forget(KEY, held.version()));
    cluster.node(0).reconcile();
    assertEquals(Optional.of(held), view.entry(KEY));
  }

  @Test
  void aNodeSaysHowFarItsViewWasBehindAndWhen() {
    cluster.await(this::isFoundBehind); // the event of the registration may come after its answer
    time.advance(Duration.ofSeconds(3));
    assertEquals(
        new Replication(Optional.of(Duration.ofSeconds(3)), 1, 0), standing().replication());
    cluster.node(0).reconcile();
    assertEquals(new Replication(Optional.of(Duration.ZERO), 0, 0), standing().replication());
  }

  @Test
  void aNodeSaysHowManyHeartbeatsItHeardForRegisteredInstances() {
    long before = standing().renewals();
    var heartbeats = List.of(KEY, InstanceKey.of("orders", "unheard-of"));
    now(cluster.node(0).registry().renew(heartbeats));
    assertEquals(before + 1, standing().renewals());
    assertTrue(standing().renewalsPerSecond() > 0);
    assertEquals(2, standing().company().present());
  }

  @Test
  void aRemovalWhoseEventWasLostIsFound() {
    var tombstone = tombstone(KEY, held.version().next());
    map.put(KEY, tombstone);
    cluster.awaitEverywhere(catalog -> catalog.service(KEY.service()).get().registered().isEmpty());
    InstanceKey other = InstanceKey.of("orders", "unseen");
    map.put(other, tombstone(other, held.version()));
    cluster.awaitEverywhere(
        catalog -> catalog.service(other.service()).get().entry(other.id()).isPresent());
    now(view.forget(other, held.version()));
    cluster.node(0).reconcile();
    assertEquals(Optional.of(tombstone(other, held.version())), view.entry(other));
  }

  @Test
  void aSpentTombstoneWhoseDroppingWasLostIsForgotten() {
    InstanceKey gone = InstanceKey.of("orders", "gone");
    now(view.apply(tombstone(gone, held.version())));
    time.advance(Tombstone.KEPT);
    cluster.node(0).reconcile();
    assertEquals(Optional.empty(), view.entry(gone));
  }

  @Test
  void aTombstoneThatTheMapLostIsPutBack() {
    InstanceKey gone = InstanceKey.of("orders", "lost");
    var tombstone = tombstone(gone, held.version());
    now(view.apply(tombstone));
    cluster.node(0).reconcile();
    cluster.await(() -> tombstone.equals(map.get(gone)));
    now(view.apply(tombstone(KEY, held.version().next())));
    cluster.node(0).reconcile();
    cluster.await(() -> map.get(KEY) instanceof Tombstone);
  }

  @Test
  void anInstanceThatTheMapLostIsPutBack() {
    var lost =
        new Registered(held.instance(), held.version().next(), held.registered(), held.changed());
    now(view.apply(lost));
    cluster.node(0).reconcile();
    cluster.await(() -> lost.equals(map.get(KEY)));
    cluster.awaitEverywhere(
        catalog -> catalog.service(KEY.service()).get().registered().contains(lost));
  }

  @Test
  void aStoppedNodeSaysThatItIsUnavailable() {
    var alone = new TestCluster(new ManualTime(), 1);
    var registry = alone.node(0).registry();
    alone.close();
    var outcome = assertInstanceOf(Unavailable.class, now(registry.register(held.instance())));
    assertTrue(outcome.reason().contains("stopping"), outcome.reason());
  }

  private boolean isFoundBehind() {
    now(view.forget(KEY, held.version()));
    cluster.node(0).reconcile();
    return standing().replication().differing() > 0;
  }

  private Standing standing() {
    return cluster.node(0).membership().standing();
  }

  private Registered register() {
    var instance = Instance.of(KEY, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(80));
    return switch (now(cluster.node(0).registry().register(instance))) {
      case Registration.Created(Registered created) -> created;
      case Registration.Replaced(Registered replaced) -> replaced;
      case Unavailable(String reason) -> throw new AssertionError(reason);
    };
  }

  private static Tombstone tombstone(InstanceKey key, InstanceVersion version) {
    return new Tombstone(key, version, RemovalReason.DEREGISTERED, version.incarnation());
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
