package dev.rollcall.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.RemovalReason;
import dev.rollcall.registry.state.Tombstone;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ServiceTest {
  private static final HybridTime NOW = new HybridTime(1);
  private static final Registered UP = registered("a", Status.UP);
  private static final Registered DRAINING = registered("b", Status.DRAINING);
  private static final Registered DOWN = registered("c", Status.DOWN);
  private static final Tombstone LEFT =
      new Tombstone(
          InstanceKey.of("orders", "d"),
          InstanceVersion.first(NOW),
          RemovalReason.DEREGISTERED,
          NOW);
  private static final Service SERVICE =
      new Service(new ServiceName("orders"), List.<Entry>of(UP, DRAINING, DOWN, LEFT));

  @Test
  void everyInstanceThatHoldsALeaseIsRegistered() {
    assertEquals(List.of(UP, DRAINING, DOWN), SERVICE.registered());
  }

  @Test
  void onlyInstancesThatAreUpAreHealthy() {
    assertEquals(List.of(UP.instance()), SERVICE.healthyInstances());
  }

  @Test
  void whatLeftIsRemembered() {
    assertEquals(List.of(LEFT), SERVICE.departed());
  }

  @Test
  void anEntryIsFoundByItsId() {
    assertEquals(Optional.of(DOWN), SERVICE.entry(new InstanceId("c")));
    assertEquals(Optional.of(LEFT), SERVICE.entry(new InstanceId("d")));
    assertEquals(Optional.empty(), SERVICE.entry(new InstanceId("e")));
  }

  @Test
  void changesTakeTheirPlacesAmongTheOthers() {
    Registered first = registered("A", Status.UP);
    Registered other = registered("b", Status.UP);
    var changed = new TreeMap<InstanceId, Optional<Entry>>();
    changed.put(new InstanceId("A"), Optional.of(first));
    changed.put(new InstanceId("b"), Optional.of(other));
    changed.put(new InstanceId("d"), Optional.empty());
    changed.put(new InstanceId("e"), Optional.empty());
    assertEquals(List.<Entry>of(first, UP, other, DOWN), SERVICE.with(changed).entries());
  }

  private static Registered registered(String id, Status status) {
    var instance =
        Instance.of(
            InstanceKey.of("orders", id), Endpoint.Addresses.of("10.0.0.1"), Port.tcp(8080));
    return new Registered(instance.withStatus(status), InstanceVersion.first(NOW), NOW, NOW);
  }
}
