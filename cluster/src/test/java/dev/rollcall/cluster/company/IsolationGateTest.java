package dev.rollcall.cluster.company;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.rollcall.registry.Amending;
import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.Registration;
import dev.rollcall.registry.Removal;
import dev.rollcall.registry.Renewal;
import dev.rollcall.registry.Unavailable;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.instance.Verdict;
import dev.rollcall.registry.live.InMemoryRegistry;
import dev.rollcall.registry.standing.Company;
import dev.rollcall.registry.state.Amendment;
import dev.rollcall.registry.state.CheckResult;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.StatusOverride;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IsolationGateTest {
  private static final InstanceKey KEY = InstanceKey.of("orders", "a");
  private static final Unavailable REFUSAL =
      new Unavailable("this node is cut off: it sees 1 of 3 members");

  private static final StatusOverride WORD = StatusOverride.of(Status.DOWN, "disk swap");
  private static final HybridTime THEN = new HybridTime(1);
  private static final CheckResult RESULT =
      CheckResult.of("tcp:default", Verdict.FAILING, "refused");

  private final InMemoryRegistry registry = new InMemoryRegistry(new ManualTime());
  private Company company = new Company(3, 0, Optional.empty());
  private final IsolationGate gate = new IsolationGate(registry, () -> company);

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void changesAreTakenInCompany() {
    assertInstanceOf(Registration.Created.class, now(gate.register(instance())));
    assertInstanceOf(Amending.Amended.class, now(gate.amend(KEY, Amendment.of(Status.DRAINING))));
    assertInstanceOf(Amending.Amended.class, now(gate.oversee(KEY, Optional.of(WORD))));
    assertInstanceOf(Amending.Amended.class, now(gate.report(KEY, THEN, RESULT)));
    assertInstanceOf(Removal.Removed.class, now(gate.deregister(KEY)));
  }

  @Test
  void changesAreRefusedInIsolation() {
    now(gate.register(instance()));
    company = new Company(1, 2, Optional.of(Duration.ZERO));
    assertEquals(REFUSAL, now(gate.register(instance())));
    assertEquals(REFUSAL, now(gate.amend(KEY, Amendment.of(Status.DRAINING))));
    assertEquals(REFUSAL, now(gate.oversee(KEY, Optional.of(WORD))));
    assertEquals(REFUSAL, now(gate.report(KEY, THEN, RESULT)));
    assertEquals(REFUSAL, now(gate.deregister(KEY)));
  }

  @Test
  void heartbeatsGoOnInIsolation() {
    now(gate.register(instance()));
    company = new Company(1, 2, Optional.of(Duration.ZERO));
    assertEquals(new Renewal.Renewed(List.of()), now(gate.renew(List.of(KEY))));
  }

  private static Instance instance() {
    return Instance.of(KEY, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(8080));
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
