package dev.rollcall.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.standing.Company;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whom members see and miss while others crash and leave. */
class CompanyTest {
  private final ManualTime time = new ManualTime();
  private final TestCluster cluster = new TestCluster(time, 3);

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void whoLeavesInOrderIsMissedByNobody() {
    cluster.leave(1);
    cluster.leave(1);
    cluster.await(() -> company().present() == 1);
    assertEquals(0, company().missing());
  }

  @Test
  void whoCrashesIsMissedForALimitedTime() {
    cluster.crash(1);
    cluster.crash(1);
    cluster.await(() -> company().present() == 1);
    assertEquals(2, company().missing());
    assertTrue(company().isIsolated());

    time.advance(Duration.ofMinutes(10));
    assertEquals(0, company().missing());
  }

  private Company company() {
    return cluster.node(0).company();
  }
}
