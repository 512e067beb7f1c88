package dev.rollcall.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.hazelcast.cluster.Address;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.map.impl.MapService;
import com.hazelcast.spi.impl.eventservice.impl.EventServiceImpl;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.ServiceName;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListeningTest {
  private static final ServiceName FLEET = new ServiceName("fleet");
  private static final int SIZE = 60;
  private static final String MAPS = MapService.SERVICE_NAME;

  private final TestCluster cluster = new TestCluster(new ManualTime(), 2);

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void whoWasForgottenHearsOfChangesAgainAfterSomebodyJoined() {
    forget(cluster.node(0), cluster.node(1));
    cluster.join();
    cluster.awaitMembers(3);
    cluster.node(1).running().listening().tellNewcomers();

    register();

    cluster.awaitEverywhere(catalog -> registered(catalog) == SIZE);
  }

  @Test
  void whoTellsSeveralTimesListensOnce() {
    for (int members = 3; members < 5; members++) {
      cluster.join();
      cluster.awaitMembers(members);
      cluster.node(1).reconcile();
    }

    Address self = node(cluster.node(1)).getThisAddress();
    long known =
        events(cluster.node(0)).getRegistrations(MAPS, HazelcastSettings.INSTANCES).stream()
            .filter(registration -> registration.getSubscriber().equals(self))
            .count();
    assertEquals(1, known);
  }

  /** The one does not know any more that the other listens. */
  private static void forget(ClusterNode one, ClusterNode other) {
    events(one).onMemberLeft(node(other).getLocalMember());
  }

  private static EventServiceImpl events(ClusterNode node) {
    return (EventServiceImpl) node(node).getNodeEngine().getEventService();
  }

  private void register() {
    for (int i = 0; i < SIZE; i++) {
      var instance =
          Instance.of(
              InstanceKey.of("fleet", "i" + i), Endpoint.Addresses.of("10.0.0.1"), Port.tcp(8080));
      cluster
          .node(0)
          .registry()
          .register(instance)
          .toCompletableFuture()
          .orTimeout(20, TimeUnit.SECONDS)
          .join();
    }
  }

  private static int registered(Catalog catalog) {
    return catalog.service(FLEET).map(fleet -> fleet.registered().size()).orElse(0);
  }

  private static Node node(ClusterNode node) {
    return ((HazelcastInstanceProxy) node.hazelcast()).getOriginal().node;
  }
}
