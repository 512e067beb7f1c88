package dev.rollcall.cluster.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.health.Departures;
import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Pace;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Probe;
import dev.rollcall.registry.instance.Supervision;
import dev.rollcall.registry.instance.Verdict;
import dev.rollcall.registry.standing.Company;
import dev.rollcall.registry.state.Command;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.RemovalReason;
import dev.rollcall.registry.state.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DepartureWatchTest {
  private static final InstanceKey KEY = InstanceKey.of("orders", "a");
  private static final Duration REMOVE_AFTER = Duration.ofMinutes(5);
  private static final Duration TICK = Duration.ofMillis(50);
  private static final HybridTime THEN = new HybridTime(1);
  private static final Company ALL = new Company(3, 0, Optional.empty());
  private static final Company ALONE = new Company(1, 2, Optional.of(Duration.ofSeconds(1)));
  private static final Check FAILING =
      new Check(
          new Probe.Tcp(Port.DEFAULT_NAME),
          new Pace(Duration.ofSeconds(10), Duration.ofSeconds(1), 2, 2, Verdict.FAILING));
  private static final Instance INSTANCE =
      Instance.of(KEY, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(8080))
          .withSupervision(Supervision.of(FAILING).withRemoveAfter(REMOVE_AFTER))
          .withoutLease();
  private static final Registered HELD =
      new Registered(INSTANCE, InstanceVersion.first(THEN), THEN, THEN);
  private static final Command REMOVAL =
      new Command.Remove(KEY, HELD.version(), RemovalReason.CHECK_FAILED);

  private final ManualTime time = new ManualTime();
  private final Departures departures =
      new Departures(time, key -> true, service -> Optional.empty());
  private final List<Command> carriedOut = new ArrayList<>();
  private Company company = ALL;
  private long pauses;
  private final DepartureWatch watch =
      new DepartureWatch(departures, () -> company, () -> pauses, this::carryOut);

  @BeforeEach
  void fail() {
    departures.changed(List.of(new Change(KEY, null, HELD)));
    watch.look().join();
  }

  @Test
  void whatFailsForLongEnoughIsRemoved() {
    time.advance(REMOVE_AFTER);
    watch.look().join();
    assertEquals(List.of(REMOVAL), carriedOut);
  }

  @Test
  void aNodeThatIsCutOffRemovesNobodyForItsChecks() {
    company = ALONE;
    passTime(REMOVE_AFTER.multipliedBy(2));
    company = ALL;
    assertRemovedOnlyAfterTheFullTime();
  }

  @Test
  void afterAPauseTheTimeBeginsAnew() {
    time.advance(REMOVE_AFTER);
    pauses++;
    assertRemovedOnlyAfterTheFullTime();
  }

  @Test
  void aRemovalThatFailsKeepsNothingUp() {
    var failing =
        new DepartureWatch(
            departures,
            () -> company,
            () -> pauses,
            command -> CompletableFuture.failedStage(new IllegalStateException("busy")));
    time.advance(REMOVE_AFTER);
    assertTrue(failing.look().isDone());
    time.advance(Duration.ofSeconds(1));
    watch.look().join();
    assertEquals(List.of(REMOVAL), carriedOut);
  }

  private void assertRemovedOnlyAfterTheFullTime() {
    watch.look().join();
    passTime(REMOVE_AFTER.minus(TICK.multipliedBy(2)));
    assertEquals(List.of(), carriedOut, "early");
    passTime(TICK.multipliedBy(2));
    assertEquals(List.of(REMOVAL), carriedOut);
  }

  private void passTime(Duration span) {
    for (Duration passed = Duration.ZERO; passed.compareTo(span) < 0; passed = passed.plus(TICK)) {
      time.advance(TICK);
      watch.look().join();
    }
  }

  private CompletionStage<Transition> carryOut(Command command) {
    carriedOut.add(command);
    return CompletableFuture.completedStage(new Transition(null, null));
  }
}
