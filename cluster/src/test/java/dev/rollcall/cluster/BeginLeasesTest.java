package dev.rollcall.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.Registration;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node that was started keeps leases only when it has been told that it is listening. */
@Timeout(60)
class BeginLeasesTest {
  private static final InstanceKey KEY = InstanceKey.of("orders", "o-1");

  @Test
  void noLeaseRunsBeforeTheNodeCanHearHeartbeats() throws IOException {
    try (var node = new ClusterNode(alone(), TimeSource.system())) {
      node.start();
      var instance = Instance.of(KEY, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(80));
      assertInstanceOf(Registration.Created.class, register(node, instance));
      assertFalse(keepsLeases());
      assertEquals(0, leasesHeld(node));

      node.beginLeases();
      assertTrue(keepsLeases());
      while (leasesHeld(node) == 0) {
        Thread.onSpinWait();
      }
      assertEquals(1, leasesHeld(node));
    }
  }

  private static ClusterSettings alone() {
    return new ClusterSettings(new MemberAddress("127.0.0.1", 0), List.of(), List.of());
  }

  private static Registration register(ClusterNode node, Instance instance) {
    return node.registry()
        .register(instance.withLease(Duration.ofSeconds(30)))
        .toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private static int leasesHeld(ClusterNode node) {
    return node.membership().standing().leasesHeld();
  }

  private static boolean keepsLeases() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals(ClusterNode.LEASES));
  }
}
