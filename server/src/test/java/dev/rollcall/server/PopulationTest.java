package dev.rollcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.live.InMemoryRegistry;
import dev.rollcall.registry.state.Amendment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PopulationTest {
  private final InMemoryRegistry registry = new InMemoryRegistry(TimeSource.system());
  private final Population population = new Population();

  @BeforeEach
  void follow() {
    registry.catalog().follow(population);
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void instancesAreCountedAsTheyComeChangeAndGo() {
    register("orders", "a");
    register("orders", "b");
    register("users", "a");
    register("users", "a");
    assertCounts(2, 3, 0, 0);

    registry.amend(key("orders", "b"), Amendment.of(Status.DRAINING)).toCompletableFuture().join();
    assertCounts(2, 2, 1, 0);

    registry.deregister(key("orders", "b")).toCompletableFuture().join();
    registry.deregister(key("users", "a")).toCompletableFuture().join();
    assertCounts(1, 1, 0, 2);

    register("users", "a");
    assertCounts(2, 2, 0, 1);
  }

  private void register(String service, String id) {
    var endpoint = Endpoint.Addresses.of("10.0.0.1");
    registry
        .register(Instance.of(key(service, id), endpoint, Port.tcp(80)))
        .toCompletableFuture()
        .join();
  }

  private static InstanceKey key(String service, String id) {
    return InstanceKey.of(service, id);
  }

  private void assertCounts(int services, int up, int draining, int tombstones) {
    assertEquals(services, population.services());
    assertEquals(up, population.instances(Status.UP));
    assertEquals(draining, population.instances(Status.DRAINING));
    assertEquals(tombstones, population.tombstones());
  }
}
