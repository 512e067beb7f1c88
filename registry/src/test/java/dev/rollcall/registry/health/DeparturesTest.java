package dev.rollcall.registry.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.SettingsChange;
import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Pace;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Probe;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.instance.Supervision;
import dev.rollcall.registry.instance.Verdict;
import dev.rollcall.registry.service.Maintenance;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.Amendment;
import dev.rollcall.registry.state.CheckResult;
import dev.rollcall.registry.state.Command;
import dev.rollcall.registry.state.Command.Remove;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.RemovalReason;
import dev.rollcall.registry.state.StatusOverride;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeparturesTest {
  private static final InstanceKey KEY = InstanceKey.of("orders", "a");
  private static final Duration DRAIN = Duration.ofSeconds(30);
  private static final Duration REMOVE_AFTER = Duration.ofMinutes(5);
  private static final Duration INSTANT = Duration.ofMillis(1);
  private static final Check CHECK = new Check(new Probe.Tcp("default"), Pace.DEFAULT);
  private static final Instance INSTANCE =
      Instance.of(KEY, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(8080))
          .withSupervision(Supervision.of(CHECK).withRemoveAfter(REMOVE_AFTER));

  private final ManualTime time = new ManualTime();
  private final Set<InstanceKey> owned = new HashSet<>(Set.of(KEY));
  private Optional<String> maintenance = Optional.empty();
  private final Departures departures = new Departures(time, owned::contains, any -> maintenance);
  private @Nullable Entry entry;
  private long moments;

  @Test
  void whatDrainsIsRemovedAtTheEndOfItsDrainTimeAndNoEarlier() {
    carryOut(new Command.Register(INSTANCE));
    carryOut(amend(Status.DRAINING));
    assertRemovedAfter(DRAIN, RemovalReason.DRAINED);
  }

  @Test
  void whatDrainsByAnOperatorsWordIsRemovedAsWell() {
    carryOut(new Command.Register(INSTANCE.withSupervision(Supervision.NONE.withDrain(DRAIN))));
    carryOut(oversee(Status.DRAINING));
    assertRemovedAfter(DRAIN, RemovalReason.DRAINED);
  }

  @Test
  void withoutADrainTimeItIsRemovedAtOnce() {
    Supervision atOnce = Supervision.NONE.withDrain(Duration.ZERO);
    carryOut(new Command.Register(INSTANCE.withSupervision(atOnce).withStatus(Status.DRAINING)));
    assertEquals(List.of(removal(RemovalReason.DRAINED)), departures.due());
  }

  @Test
  void anAmendmentDoesNotProlongTheDrainTime() {
    carryOut(new Command.Register(INSTANCE.withStatus(Status.DRAINING)));
    time.advance(DRAIN.minus(INSTANT));
    carryOut(oversee(Status.DRAINING));
    assertRemovedAfter(INSTANT, RemovalReason.DRAINED);
  }

  @Test
  void whatIsUpAgainStays() {
    carryOut(new Command.Register(INSTANCE.withStatus(Status.DRAINING)));
    carryOut(amend(Status.UP));
    assertEquals(0, departures.size());
    time.advance(REMOVE_AFTER);
    assertEquals(List.of(), departures.due());
  }

  @Test
  void whatDrainsAgainHasItsFullTime() {
    carryOut(new Command.Register(INSTANCE.withStatus(Status.DRAINING)));
    time.advance(DRAIN.minus(INSTANT));
    carryOut(amend(Status.UP));
    carryOut(amend(Status.DRAINING));
    assertRemovedAfter(DRAIN, RemovalReason.DRAINED);
  }

  @Test
  void whatFailsItsChecksForLongEnoughIsRemoved() {
    carryOut(new Command.Register(INSTANCE));
    carryOut(report(Verdict.FAILING));
    assertRemovedAfter(REMOVE_AFTER, RemovalReason.CHECK_FAILED);
  }

  @Test
  void whatFailsWhileTheChecksAreNotTrustedHasItsFullTimeAfterwards() {
    carryOut(new Command.Register(INSTANCE));
    carryOut(report(Verdict.FAILING));
    time.advance(REMOVE_AFTER.minus(INSTANT));
    departures.distrustChecks();
    time.advance(INSTANT);
    departures.distrustChecks();
    assertEquals(List.of(), departures.due());
    assertRemovedAfter(REMOVE_AFTER, RemovalReason.CHECK_FAILED);
  }

  @Test
  void whatFailsSinceTheChecksAreTrustedAgainLeavesWhenItsOwnTimeIsOver() {
    departures.distrustChecks();
    time.advance(INSTANT);
    carryOut(new Command.Register(INSTANCE));
    carryOut(report(Verdict.FAILING));
    assertRemovedAfter(REMOVE_AFTER, RemovalReason.CHECK_FAILED);
  }

  @Test
  void whatDrainsLeavesWhateverTheChecksAreWorth() {
    carryOut(new Command.Register(INSTANCE.withStatus(Status.DRAINING)));
    time.advance(DRAIN.minus(INSTANT));
    departures.distrustChecks();
    assertRemovedAfter(INSTANT, RemovalReason.DRAINED);
  }

  @Test
  void whatPassesInBetweenStartsOver() {
    carryOut(new Command.Register(INSTANCE));
    carryOut(report(Verdict.FAILING));
    time.advance(REMOVE_AFTER.minus(INSTANT));
    carryOut(report(Verdict.PASSING));
    carryOut(report(Verdict.FAILING));
    assertRemovedAfter(REMOVE_AFTER, RemovalReason.CHECK_FAILED);
  }

  @Test
  void whatFailsForeverStaysUnlessItSaidOtherwise() {
    carryOut(new Command.Register(INSTANCE.withSupervision(Supervision.of(CHECK))));
    carryOut(report(Verdict.FAILING));
    assertEquals(0, departures.size());
  }

  @Test
  void whatAnOperatorHoldsUpOrDownIsNotRemovedForItsChecks() {
    for (Status status : List.of(Status.UP, Status.DOWN)) {
      carryOut(new Command.Register(INSTANCE));
      carryOut(report(Verdict.FAILING));
      carryOut(oversee(status));
      assertEquals(0, departures.size(), status::toString);
      carryOut(new Command.Oversee(KEY, Optional.empty()));
      assertEquals(1, departures.size(), status::toString);
    }
  }

  @Test
  void duringMaintenanceNobodyLeavesAndAfterwardsTheTimeStartsOver() {
    carryOut(new Command.Register(INSTANCE.withStatus(Status.DRAINING)));
    maintain("moving racks");
    time.advance(DRAIN);
    assertEquals(List.of(), departures.due());
    time.advance(DRAIN);
    assertEquals(List.of(), departures.due());
    endMaintenance();
    assertRemovedAfter(DRAIN, RemovalReason.DRAINED);
  }

  @Test
  void aShortMaintenanceDoesNotCountEither() {
    carryOut(new Command.Register(INSTANCE));
    maintain("upgrade");
    carryOut(report(Verdict.FAILING));
    time.advance(REMOVE_AFTER.minus(INSTANT));
    assertEquals(List.of(), departures.due());
    endMaintenance();
    assertRemovedAfter(REMOVE_AFTER, RemovalReason.CHECK_FAILED);
  }

  @Test
  void anOperatorsWordOnTheInstanceCountsDuringMaintenanceToo() {
    carryOut(new Command.Register(INSTANCE));
    maintain("upgrade");
    carryOut(oversee(Status.DRAINING));
    time.advance(DRAIN.minus(INSTANT));
    endMaintenance();
    assertRemovedAfter(INSTANT, RemovalReason.DRAINED);
  }

  @Test
  void otherSettingsAndOtherServicesProlongNothing() {
    carryOut(new Command.Register(INSTANCE.withStatus(Status.DRAINING)));
    time.advance(DRAIN.minus(INSTANT));
    var settings = Optional.of(ServiceSettings.NONE.withAnswerLimit(2));
    departures.settingsChanged(settled(KEY.service(), Optional.empty(), settings));
    ServiceName other = new ServiceName("other");
    var maintained = Optional.of(ServiceSettings.NONE.withMaintenance(new Maintenance("upgrade")));
    departures.settingsChanged(settled(other, maintained, Optional.empty()));
    assertRemovedAfter(INSTANT, RemovalReason.DRAINED);
  }

  @Test
  void aRemovalThatFailedIsNamedAgainInASecond() {
    carryOut(new Command.Register(INSTANCE.withStatus(Status.DRAINING)));
    assertRemovedAfter(DRAIN, RemovalReason.DRAINED);
    assertEquals(List.of(), departures.due());
    assertRemovedAfter(Departures.AGAIN, RemovalReason.DRAINED);
    carryOut(removal(RemovalReason.DRAINED));
    time.advance(Departures.AGAIN);
    assertEquals(List.of(), departures.due());
  }

  @Test
  void whoTakesOverStartsTheTimeAnew() {
    owned.clear();
    carryOut(new Command.Register(INSTANCE.withStatus(Status.DRAINING)));
    assertEquals(0, departures.size());
    time.advance(DRAIN);
    departures.takeOver(key -> true, List.of(held()));
    assertRemovedAfter(DRAIN, RemovalReason.DRAINED);
  }

  @Test
  void whatWasOwnedBeforeGoesOnAsItWas() {
    carryOut(new Command.Register(INSTANCE.withStatus(Status.DRAINING)));
    time.advance(DRAIN.minus(INSTANT));
    departures.takeOver(key -> true, List.of(held()));
    assertRemovedAfter(INSTANT, RemovalReason.DRAINED);
  }

  @Test
  void whatIsOwnedNoMoreIsNotNamed() {
    carryOut(new Command.Register(INSTANCE.withStatus(Status.DRAINING)));
    departures.takeOver(key -> false, List.of(held()));
    assertEquals(0, departures.size());
    time.advance(DRAIN);
    assertEquals(List.of(), departures.due());
  }

  private void maintain(String why) {
    maintenance = Optional.of(why);
    var settings = Optional.of(ServiceSettings.NONE.withMaintenance(new Maintenance(why)));
    departures.settingsChanged(settled(KEY.service(), Optional.empty(), settings));
  }

  private void endMaintenance() {
    var before = maintenance.map(Maintenance::new).map(ServiceSettings.NONE::withMaintenance);
    maintenance = Optional.empty();
    departures.settingsChanged(settled(KEY.service(), before, Optional.empty()));
  }

  private SettingsChange settled(
      ServiceName service, Optional<ServiceSettings> before, Optional<ServiceSettings> after) {
    return new SettingsChange(
        service,
        new SettingsEntry(service, new HybridTime(++moments), before),
        new SettingsEntry(service, new HybridTime(++moments), after));
  }

  private void assertRemovedAfter(Duration duration, RemovalReason reason) {
    time.advance(duration.minus(INSTANT));
    assertEquals(List.of(), departures.due(), "early");
    time.advance(INSTANT);
    assertEquals(List.of(removal(reason)), departures.due());
  }

  private Remove removal(RemovalReason reason) {
    return new Remove(KEY, held().version(), reason);
  }

  private void carryOut(Command command) {
    Entry after = command.applyTo(entry, new HybridTime(++moments));
    departures.changed(List.of(new Change(KEY, entry, after)));
    entry = after;
  }

  private Command report(Verdict verdict) {
    return new Command.Report(
        KEY, held().registered(), CheckResult.of(CHECK.name(), verdict, "so it is"));
  }

  private static Command amend(Status status) {
    return new Command.Amend(KEY, Amendment.of(status));
  }

  private static Command oversee(Status status) {
    return new Command.Oversee(KEY, Optional.of(StatusOverride.of(status, "disk swap")));
  }

  private Registered held() {
    return (Registered) Objects.requireNonNull(entry);
  }
}
