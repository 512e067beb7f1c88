package dev.rollcall.cluster.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.lease.LeaseKeeper;
import dev.rollcall.registry.lease.LeaseSettings;
import dev.rollcall.registry.lease.Preservation;
import dev.rollcall.registry.standing.Company;
import dev.rollcall.registry.state.Command;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One lease that nobody renews, kept by a node that is alone, and a map that may fail at it. */
class LeaseWatchTest {
  private static final InstanceKey KEY = InstanceKey.of("orders", "a");
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final HybridTime THEN = new HybridTime(1);
  private static final Registered HELD =
      new Registered(
          Instance.of(KEY, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(80)).withLease(LEASE),
          InstanceVersion.first(THEN),
          THEN,
          THEN);
  private static final Command END = new Command.Expire(KEY, THEN);

  private final ManualTime time = new ManualTime();
  private final LeaseKeeper keeper = new LeaseKeeper(time, key -> true);
  private final Heartbeats heartbeats = new Heartbeats(key -> Optional.of(HELD), key -> 0, time);
  private final List<Command> carriedOut = new ArrayList<>();
  private Optional<Entry> shown = Optional.of(HELD);
  private CompletionStage<Transition> outcome =
      CompletableFuture.completedStage(new Transition(null, null));

  private final LeaseWatch watch =
      new LeaseWatch(
          keeper,
          new Inquest(
              keeper,
              new Witness(heartbeats, keeper),
              (member, question) -> CompletableFuture.failedStage(new IllegalStateException()),
              new Preservation(LeaseSettings.DEFAULT),
              () -> new Company(1, 0, Optional.empty()),
              time),
          key -> shown,
          this::carryOut,
          time);

  private CompletionStage<Transition> carryOut(Command command) {
    carriedOut.add(command);
    return outcome;
  }

  @BeforeEach
  void register() {
    keeper.changed(List.of(new Change(KEY, null, HELD)));
    time.advance(LEASE.plusMillis(350));
  }

  @Test
  void aLeaseThatHasEndedIsNotKept() {
    shown = Optional.empty();
    watch.look(Set.of()).join();
    assertEquals(List.of(END), carriedOut);
    assertEquals(0, keeper.size());
  }

  @Test
  void anEndThatFailsIsTriedAgainInASecond() {
    outcome = CompletableFuture.failedStage(new IllegalStateException("no backup confirmed"));
    watch.look(Set.of()).join();
    watch.look(Set.of()).join();
    assertEquals(List.of(END), carriedOut);
    time.advance(Duration.ofMillis(1_050));
    watch.look(Set.of()).join();
    assertEquals(List.of(END, END), carriedOut);
  }

  @Test
  void anEndThatFoundNothingInTheMapIsTriedAgainWhileTheInstanceIsShown() {
    watch.look(Set.of()).join();
    time.advance(Duration.ofMillis(1_050));
    watch.look(Set.of()).join();
    assertEquals(List.of(END, END), carriedOut);
  }
}
