package dev.rollcall.registry.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.Metadata;
import dev.rollcall.registry.instance.Pace;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Probe;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.instance.Supervision;
import dev.rollcall.registry.instance.Verdict;
import dev.rollcall.registry.state.Command.Amend;
import dev.rollcall.registry.state.Command.Confirm;
import dev.rollcall.registry.state.Command.Deregister;
import dev.rollcall.registry.state.Command.Expire;
import dev.rollcall.registry.state.Command.Forget;
import dev.rollcall.registry.state.Command.Register;
import dev.rollcall.registry.state.Command.Revive;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CommandTest {
  private static final HybridTime T1 = new HybridTime(1);
  private static final HybridTime T2 = new HybridTime(2);
  private static final HybridTime T3 = new HybridTime(3);
  private static final InstanceVersion V1 = InstanceVersion.first(T1);
  private static final InstanceKey KEY = InstanceKey.of("orders", "a");
  private static final Instance INSTANCE =
      Instance.of(KEY, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(8080));
  private static final Registered REGISTERED = new Registered(INSTANCE, V1, T1, T1);
  private static final Tombstone TOMBSTONE =
      new Tombstone(KEY, V1.next(), RemovalReason.DEREGISTERED, T2);

  private static final Tombstone EXPIRED = new Tombstone(KEY, V1.next(), RemovalReason.EXPIRED, T2);

  @Test
  void theFirstRegistrationBeginsAnIncarnationAndALease() {
    assertEquals(REGISTERED, new Register(INSTANCE).applyTo(null, T1));
  }

  @Test
  void aSecondRegistrationIsANewIncarnationAndBeginsTheLeaseAnew() {
    Instance heavier = INSTANCE.withWeight(5);
    assertEquals(
        new Registered(heavier, InstanceVersion.first(T2), T2, T2),
        new Register(heavier).applyTo(REGISTERED, T2));
  }

  @Test
  void aRegistrationAfterARemovalIsANewIncarnation() {
    assertEquals(
        new Registered(INSTANCE, InstanceVersion.first(T3), T3, T3),
        new Register(INSTANCE).applyTo(TOMBSTONE, T3));
  }

  @Test
  void aRegistrationOnANodeWithASlowerClockIsANewIncarnationToo() {
    var written = new Tombstone(KEY, InstanceVersion.first(T2), RemovalReason.EXPIRED, T3);
    var reborn = new Register(INSTANCE).applyTo(written, T1);
    assertEquals(InstanceVersion.first(T3), reborn.version());
    assertTrue(reborn.supersedes(written));
  }

  @Test
  void anAmendmentChangesWhatItNamesAndNotTheLease() {
    var metadata = new Metadata(Map.of("version", "2"));
    var all = new Amendment(Optional.of(Status.DRAINING), OptionalInt.of(7), Optional.of(metadata));
    assertEquals(
        new Registered(
            INSTANCE.withStatus(Status.DRAINING).withWeight(7).withMetadata(metadata),
            V1.next(),
            T1,
            T2),
        new Amend(KEY, all).applyTo(REGISTERED, T2));
    assertEquals(
        new Registered(INSTANCE.withStatus(Status.DOWN), V1.next(), T1, T2),
        new Amend(KEY, Amendment.of(Status.DOWN)).applyTo(REGISTERED, T2));
  }

  @Test
  void anAmendmentWithAnImpossibleWeightCannotBeBuilt() {
    var weight = OptionalInt.of(65_536);
    assertThrows(
        InvalidValueException.class,
        () -> new Amendment(Optional.empty(), weight, Optional.empty()));
  }

  @Test
  void whatIsNotRegisteredCannotBeAmended() {
    var amend = new Amend(KEY, Amendment.of(Status.DOWN));
    assertSame(TOMBSTONE, amend.applyTo(TOMBSTONE, T3));
    assertNull(amend.applyTo(null, T3));
  }

  @Test
  void aRestoredInstanceThatIsHeardOfLosesTheMarkAndKeepsItsLease() {
    var heard = new Confirm(KEY).applyTo(REGISTERED.asRestored(), T2);
    assertEquals(new Registered(INSTANCE, V1.next(), T1, T2), heard);
    assertSame(heard, new Confirm(KEY).applyTo(heard, T3));
    assertSame(TOMBSTONE, new Confirm(KEY).applyTo(TOMBSTONE, T3));
    assertNull(new Confirm(KEY).applyTo(null, T3));
  }

  @Test
  void aRegistrationTakesTheMarkOfARestoredInstanceAwayAndAnAmendmentDoesNot() {
    assertFalse(new Register(INSTANCE).applyTo(REGISTERED.asRestored(), T2).isRestored());
    var amend = new Amend(KEY, Amendment.of(Status.DOWN));
    var amended = assertInstanceOf(Registered.class, amend.applyTo(REGISTERED.asRestored(), T2));
    assertTrue(amended.restored());
  }

  @Test
  void aDeregistrationLeavesATombstone() {
    assertEquals(TOMBSTONE, new Deregister(KEY).applyTo(REGISTERED, T2));
  }

  @Test
  void aSecondDeregistrationChangesNothing() {
    assertSame(TOMBSTONE, new Deregister(KEY).applyTo(TOMBSTONE, T3));
    assertNull(new Deregister(KEY).applyTo(null, T3));
  }

  @Test
  void anExpiryLeavesATombstone() {
    assertEquals(
        new Tombstone(KEY, V1.next(), RemovalReason.EXPIRED, T2),
        new Expire(KEY, T1).applyTo(REGISTERED, T2));
  }

  @Test
  void anExpiryEndsTheLeaseOfAnAmendedInstance() {
    var amended = new Amend(KEY, Amendment.of(Status.DOWN)).applyTo(REGISTERED, T2);
    assertTrue(new Expire(KEY, T1).applyTo(amended, T3) instanceof Tombstone);
  }

  @Test
  void anExpiryLeavesALaterLeaseAlone() {
    var again = new Register(INSTANCE).applyTo(REGISTERED, T2);
    assertSame(again, new Expire(KEY, T1).applyTo(again, T3));
  }

  @Test
  void anExpiryLeavesAnInstanceAloneThatLeftAndCameBack() {
    var reborn = new Register(INSTANCE).applyTo(TOMBSTONE, T3);
    assertSame(reborn, new Expire(KEY, T1).applyTo(reborn, T3.next()));
  }

  @Test
  void aSecondExpiryChangesNothing() {
    assertSame(TOMBSTONE, new Expire(KEY, T1).applyTo(TOMBSTONE, T3));
    assertNull(new Expire(KEY, T1).applyTo(null, T3));
  }

  @Test
  void aTombstoneIsForgottenByItsVersionOnly() {
    assertNull(new Forget(KEY, TOMBSTONE.version()).applyTo(TOMBSTONE, T3));
    assertSame(TOMBSTONE, new Forget(KEY, V1).applyTo(TOMBSTONE, T3));
    assertNull(new Forget(KEY, V1).applyTo(null, T3));
  }

  @Test
  void aRegisteredInstanceIsNeverForgotten() {
    assertSame(REGISTERED, new Forget(KEY, V1).applyTo(REGISTERED, T3));
  }

  @Test
  void aWrongEndIsRevivedOneVersionAboveItsTombstone() {
    assertEquals(
        new Registered(INSTANCE, EXPIRED.version().next(), T3, T3),
        new Revive(REGISTERED, EXPIRED.version()).applyTo(EXPIRED, T3));
  }

  @Test
  void nothingElseIsRevived() {
    var revive = new Revive(REGISTERED, EXPIRED.version());
    assertSame(REGISTERED, revive.applyTo(REGISTERED, T3));
    assertNull(revive.applyTo(null, T3));
    assertSame(TOMBSTONE, revive.applyTo(TOMBSTONE, T3), "of that version, and deregistered");
    var later = new Tombstone(KEY, EXPIRED.version().next(), RemovalReason.EXPIRED, T2);
    assertSame(later, revive.applyTo(later, T3));
  }

  @Test
  void whatHasExpiredCanBeDeregisteredAndIsThenNotRevived() {
    var gone = new Deregister(KEY).applyTo(EXPIRED, T3);
    assertEquals(
        new Tombstone(KEY, EXPIRED.version().next(), RemovalReason.DEREGISTERED, T3), gone);
    assertSame(gone, new Revive(REGISTERED, EXPIRED.version()).applyTo(gone, T3));
  }

  @Test
  void whatIsRevivedKeepsWhatOthersSayOfIt() {
    var word = new StatusOverride(Status.DOWN, "disk swap", T1);
    var result = new CheckResult("tcp:default", Verdict.FAILING, "refused", T1);
    var said = new Oversight(Optional.of(word), List.of(result));
    var held = new Registered(INSTANCE, V1, T1, T1, false, said);
    Entry gone = new Command.Expire(KEY, T1).applyTo(held, T2);
    Registered back =
        assertInstanceOf(
            Registered.class,
            new Command.Revive(held, Objects.requireNonNull(gone).version()).applyTo(gone, T3));
    assertEquals(said, back.oversight());
  }

  @Test
  void aRemovalEndsExactlyTheStateThatItNames() {
    var named = new Command.Remove(KEY, V1, RemovalReason.DRAINED);
    assertEquals(
        new Tombstone(KEY, V1.next(), RemovalReason.DRAINED, T2), named.applyTo(REGISTERED, T2));
    Entry later = new Command.Amend(KEY, Amendment.of(Status.UP)).applyTo(REGISTERED, T2);
    assertSame(later, named.applyTo(later, T3));
    assertNull(named.applyTo(null, T3));
  }

  @Test
  void aResultIsASignOfLifeOfARestoredInstance() {
    Instance checked =
        INSTANCE.withSupervision(
            Supervision.of(new Check(new Probe.Tcp(INSTANCE.primaryPort().name()), Pace.DEFAULT)));
    var restored = new Registered(checked, V1, T1, T1).asRestored();
    var report =
        new Command.Report(
            KEY, T1, CheckResult.of(checked.checks().getFirst().name(), Verdict.FAILING, ""));
    assertFalse(Objects.requireNonNull(report.applyTo(restored, T2)).isRestored());
  }

  /** Without a lease nobody else would ever hear of it. */
  @Test
  void aVerdictThatHeldBeforeConfirmsWhatWasRestoredAndChangesNothingElse() {
    Check check = new Check(new Probe.Tcp(Port.DEFAULT_NAME), Pace.DEFAULT);
    Instance checked = INSTANCE.withSupervision(Supervision.of(check)).withoutLease();
    Registered restored = new Registered(checked, V1, T1, T1).asRestored();
    var passing =
        new Command.Report(KEY, T1, CheckResult.of(check.name(), Verdict.PASSING, "all is well"));
    Entry confirmed = passing.applyTo(restored, T2);
    assertEquals(new Registered(checked, V1.next(), T1, T2), confirmed);
    assertSame(confirmed, passing.applyTo(confirmed, T3));
  }

  @Test
  void aVerdictOfACheckThatItDoesNotHaveConfirmsNothing() {
    Check check = new Check(new Probe.Tcp(Port.DEFAULT_NAME), Pace.DEFAULT);
    Registered restored =
        new Registered(INSTANCE.withSupervision(Supervision.of(check)), V1, T1, T1).asRestored();
    var other = new Command.Report(KEY, T1, CheckResult.of("other", Verdict.PASSING, ""));
    assertSame(restored, other.applyTo(restored, T2));
  }

  @Test
  void whatACheckFoundAtOnePlaceSaysNothingOfAnother() {
    Check check = new Check(new Probe.Tcp(Port.DEFAULT_NAME), Pace.DEFAULT);
    for (Supervision supervision : List.of(Supervision.of(check), Supervision.NONE)) {
      Registered failing = failing(INSTANCE.withSupervision(supervision), check);
      assertEquals(1, resultsAfter(failing, failing.instance().withWeight(5)));
      assertEquals(1, resultsAfter(failing, at("10.0.0.1,10.0.0.2", 8080, supervision)));
      assertEquals(0, resultsAfter(failing, at("10.0.0.2", 8080, supervision)));
      assertEquals(0, resultsAfter(failing, at("10.0.0.1", 8081, supervision)));
    }
  }

  private static Registered failing(Instance instance, Check check) {
    var report = new Command.Report(KEY, T1, CheckResult.of(check.name(), Verdict.FAILING, "no"));
    Registered held = new Registered(instance, V1, T1, T1);
    return assertInstanceOf(Registered.class, report.applyTo(held, T2));
  }

  private static Instance at(String address, int port, Supervision supervision) {
    return Instance.of(KEY, Endpoint.Addresses.of(address.split(",")), Port.tcp(port))
        .withSupervision(supervision);
  }

  private static int resultsAfter(Registered before, Instance now) {
    Entry after = new Register(now).applyTo(before, T3);
    return assertInstanceOf(Registered.class, after).oversight().results().size();
  }
}
