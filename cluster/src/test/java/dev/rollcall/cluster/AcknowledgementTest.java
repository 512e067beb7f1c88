package dev.rollcall.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import dev.rollcall.cluster.journal.Saving;
import dev.rollcall.cluster.journal.UnsavedException;
import dev.rollcall.cluster.lease.Heartbeats;
import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.Registration;
import dev.rollcall.registry.Registry;
import dev.rollcall.registry.Renewal;
import dev.rollcall.registry.Unavailable;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.state.Amendment;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** No change is acknowledged before the journal says so, and none is made while it cannot. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AcknowledgementTest {
  private final ManualTime time = new ManualTime();
  private final TestCluster cluster = new TestCluster(time, 1);
  private final LiveView view = (LiveView) cluster.node(0).catalog();

  @AfterAll
  void close() {
    cluster.close();
  }

  @Test
  void aRegistrationWaitsUntilItIsOnTheDisk() {
    var saved = new CompletableFuture<Void>();
    InstanceKey key = InstanceKey.of("orders", "waits");
    CompletableFuture<Registration> outcome =
        registry(Optional.empty(), saved).register(instance(key)).toCompletableFuture();
    cluster.await(() -> view.entry(key).isPresent());
    assertFalse(outcome.isDone());
    saved.complete(null);
    assertInstanceOf(Registration.Created.class, now(outcome));
  }

  @Test
  void aRegistrationThatDoesNotGetToTheDiskIsRefused() {
    var failed = CompletableFuture.<Void>failedFuture(new UnsavedException("the disk is full"));
    InstanceKey key = InstanceKey.of("orders", "lost");
    assertEquals(
        new Unavailable("the disk is full"),
        now(registry(Optional.empty(), failed).register(instance(key))));
  }

  @Test
  void nothingIsChangedWhileNothingGetsToTheDiskAndHeartbeatsGoOn() {
    InstanceKey known = InstanceKey.of("orders", "known");
    now(cluster.node(0).registry().register(instance(known)));
    InstanceKey key = InstanceKey.of("orders", "refused");
    Registry broken =
        registry(Optional.of("the disk is full"), CompletableFuture.completedFuture(null));
    var refused = new Unavailable("the disk is full");
    assertEquals(refused, now(broken.register(instance(key))));
    assertEquals(refused, now(broken.deregister(known)));
    var amendment = new Amendment(Optional.empty(), OptionalInt.of(5), Optional.empty());
    assertEquals(refused, now(broken.amend(known, amendment)));
    assertEquals(new Renewal.Renewed(List.of()), now(broken.renew(List.of(known))));
    Map<InstanceKey, ?> map = cluster.node(0).hazelcast().getMap(HazelcastSettings.INSTANCES);
    assertEquals(null, map.get(key));
    assertEquals(view.entry(known).orElseThrow(), map.get(known));
  }

  private Registry registry(Optional<String> refusal, CompletionStage<Void> saved) {
    HazelcastInstance member = cluster.node(0).hazelcast();
    IMap<InstanceKey, Entry> map = member.getMap(HazelcastSettings.INSTANCES);
    return new HazelcastRegistry(
        map,
        view,
        new Commands(map, view, new HybridClock(time)),
        new Heartbeats(view::entry, key -> 0, time),
        time,
        new FixedSaving(refusal, saved));
  }

  private static Instance instance(InstanceKey key) {
    return Instance.of(key, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(80));
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private record FixedSaving(Optional<String> refusal, CompletionStage<Void> saved)
      implements Saving {}
}
