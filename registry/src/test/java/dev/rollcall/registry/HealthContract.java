package dev.rollcall.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.Pace;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Probe;
import dev.rollcall.registry.instance.Range;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.instance.Supervision;
import dev.rollcall.registry.instance.Verdict;
import dev.rollcall.registry.state.Amendment;
import dev.rollcall.registry.state.CheckResult;
import dev.rollcall.registry.state.Condition;
import dev.rollcall.registry.state.Condition.Why;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.RemovalReason;
import dev.rollcall.registry.state.StatusOverride;
import dev.rollcall.registry.state.Tombstone;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every registry promises about checks, an operator's word, and who leaves because of them.
 */
abstract class HealthContract extends RegistryFixture {
  private static final Duration INSTANT = Duration.ofMillis(1);
  private static final Duration DRAIN = Supervision.DEFAULT_DRAIN;
  private static final Duration REMOVE_AFTER = Duration.ofMinutes(5);
  private static final Check HTTP = new Check(Probe.Http.get("default", "/health"), Pace.DEFAULT);
  private static final Check TCP = new Check(new Probe.Tcp("default"), Pace.DEFAULT);
  private static final StatusOverride DRAINING = StatusOverride.of(Status.DRAINING, "disk swap");
  private static final StatusOverride DOWN = StatusOverride.of(Status.DOWN, "it lies");

  /** Nobody sends heartbeats for it; failing checks remove it. */
  private static Instance checked(Check... checks) {
    return instance(KEY)
        .withSupervision(Supervision.of(checks).withRemoveAfter(REMOVE_AFTER))
        .withoutLease();
  }

  @Test
  void everyPropertyOfItsChecksIsKept() {
    var pace = new Pace(Duration.ofMillis(1500), Duration.ofMillis(700), 4, 5, Verdict.FAILING);
    var post =
        new Probe.Http(
            "default", true, "POST", "/a?b=c", Map.of("X-Key", "some thing"), new Range(200, 404));
    var checks =
        List.of(
            new Check("by-hand", post, pace),
            TCP,
            new Check(new Probe.Grpc("grpc", false, Optional.of("pkg.Service")), Pace.DEFAULT),
            new Check(new Probe.Grpc("grpc", true, Optional.empty()), pace));
    Instance full =
        new Instance(
            KEY,
            Endpoint.Addresses.of("10.0.0.5"),
            List.of(Port.tcp(8080), new Port("grpc", 9090, Port.Protocol.TCP)),
            0,
            1,
            List.of(),
            Optional.empty(),
            instance(KEY).metadata(),
            Duration.ZERO,
            Status.UP,
            new Supervision(checks, Optional.of(REMOVE_AFTER), Duration.ofSeconds(7)));
    now(registry().register(full));
    assertEquals(full, awaitRegistered(KEY).instance());
  }

  @Test
  void withoutALeaseItStaysThoughNobodyHearsOfIt() {
    now(registry().register(checked(TCP)));
    awaitRegistered(KEY);
    time.advance(Duration.ofDays(2));
    settle();
    assertTrue(isRegistered(KEY));
  }

  @Test
  void aHeartbeatOfOneWithoutALeaseIsAcknowledgedAndDoesNothing() {
    now(registry().register(checked(TCP)));
    Registered before = awaitRegistered(KEY);
    assertEquals(new Renewal.Renewed(List.of()), now(registry().renew(List.of(KEY))));
    settle();
    time.advance(Duration.ofDays(2));
    settle();
    assertEquals(before, awaitRegistered(KEY));
  }

  @Test
  void whoRegistersWithALeaseAgainHasToBeHeardOfAgain() {
    now(registry().register(checked(TCP)));
    Instance leased = checked(TCP).withLease(LEASE);
    now(registry().register(leased));
    awaitEntry(KEY, e -> e.orElse(null) instanceof Registered r && r.instance().equals(leased));
    time.advance(LEASE.plusSeconds(1));
    settle();
    assertEquals(RemovalReason.EXPIRED, awaitTombstone(KEY).reason());
  }

  @Test
  void aResultThatIsNewsIsShown() {
    Registered before = registered(checked(HTTP, TCP));
    var told = CheckResult.of(HTTP.name(), Verdict.FAILING, "503\nout of order");
    var amended = assertInstanceOf(Amending.Amended.class, report(before, told));
    assertEquals(before.version().next(), amended.now().version());
    CheckResult kept = amended.now().oversight().result(HTTP.name()).orElseThrow();
    assertEquals(told.output(), kept.output());
    assertEquals(amended.now().changed(), kept.since());
    awaitEntry(KEY, entry -> entry.equals(Optional.of(amended.now())));
    assertEquals(new Condition(Status.DOWN, Why.CHECKS, "http:default failing: 503"), condition());
    report(before, CheckResult.of(HTTP.name(), Verdict.PASSING, "200"));
    awaitCondition(Why.NONE);
  }

  @Test
  void aResultThatIsNoNewsChangesNothing() {
    Registered before = registered(checked(HTTP));
    report(before, CheckResult.of(HTTP.name(), Verdict.PASSING, "200"));
    report(before, CheckResult.of("another", Verdict.FAILING, "503"));
    assertEquals(before, awaitRegistered(KEY));
  }

  @Test
  void aResultOfAnEarlierRegistrationIsDropped() {
    Registered before = registered(checked(HTTP));
    time.advance(INSTANT);
    Registered again = registered(checked(HTTP).withWeight(7));
    report(before, CheckResult.of(HTTP.name(), Verdict.FAILING, "503"));
    assertEquals(again, awaitRegistered(KEY));
    now(registry().deregister(KEY));
    awaitTombstone(KEY);
    assertEquals(
        new NotRegistered(), report(again, CheckResult.of(HTTP.name(), Verdict.FAILING, "503")));
  }

  @Test
  void aRegistrationKeepsTheResultsOfChecksThatAreTheSame() {
    Registered before = registered(checked(HTTP, TCP));
    report(before, CheckResult.of(HTTP.name(), Verdict.FAILING, "503"));
    report(before, CheckResult.of(TCP.name(), Verdict.FAILING, "refused"));
    awaitEntry(
        KEY, e -> e.orElse(null) instanceof Registered r && r.oversight().results().size() == 2);
    var slower = new Pace(Duration.ofSeconds(20), Duration.ofSeconds(2), 2, 3, Verdict.PASSING);
    Registered again = registered(checked(HTTP, new Check(TCP.probe(), slower)));
    assertEquals(
        List.of(HTTP.name()),
        again.oversight().results().stream().map(CheckResult::check).toList());
  }

  @Test
  void anOperatorsWordWinsUntilItIsLifted() {
    registered(instance(KEY));
    var amended = (Amending.Amended) oversee(Optional.of(DOWN));
    assertEquals(new Condition(Status.DOWN, Why.OPERATOR, "it lies"), awaitCondition(Why.OPERATOR));
    now(registry().amend(KEY, Amendment.of(Status.UP)));
    now(registry().register(instance(KEY)));
    Registered again = awaitLater(amended.now());
    assertEquals(amended.now().changed(), again.oversight().override().orElseThrow().since());
    assertEquals(Why.OPERATOR, condition().why());
    oversee(Optional.empty());
    assertEquals(Status.UP, awaitCondition(Why.NONE).status());
  }

  @Test
  void theSameWordTwiceIsOneWord() {
    registered(instance(KEY));
    var once = oversee(Optional.of(DOWN));
    assertEquals(once, oversee(Optional.of(DOWN)));
    oversee(Optional.empty());
    var lifted = awaitCondition(Why.NONE);
    assertEquals(oversee(Optional.empty()), oversee(Optional.empty()));
    assertEquals(lifted, condition());
  }

  @Test
  void anOperatorsWordFindsTheInstanceAgainThatExpired() {
    registered(instance(KEY));
    oversee(Optional.of(DOWN));
    awaitCondition(Why.OPERATOR);
    time.advance(LEASE.plusSeconds(1));
    settle();
    assertEquals("it lies", awaitTombstone(KEY).override().orElseThrow().reason());
    registered(instance(KEY));
    assertEquals(Why.OPERATOR, condition().why());
  }

  @Test
  void itIsForgottenOnceTheInstanceIsDeregistered() {
    registered(instance(KEY));
    oversee(Optional.of(DOWN));
    now(registry().deregister(KEY));
    assertEquals(Optional.empty(), awaitTombstone(KEY).override());
    registered(instance(KEY));
    assertEquals(Why.NONE, condition().why());
  }

  @Test
  void itIsLiftedFromWhatLeftAsWell() {
    drained();
    assertEquals(new NotRegistered(), oversee(Optional.empty()));
    awaitEntry(
        KEY,
        entry ->
            entry.orElse(null) instanceof Tombstone gone
                && gone.override().isEmpty()
                && gone.reason() == RemovalReason.DRAINED);
    registered(instance(KEY));
    assertEquals(Why.NONE, condition().why());
  }

  @Test
  void nobodyOverseesWhatWasNeverThere() {
    assertEquals(new NotRegistered(), oversee(Optional.of(DOWN)));
  }

  @Test
  void whatDrainsIsRemovedAtTheEndOfItsTimeHeartbeatsOrNot() {
    drained();
    assertEquals(new Renewal.Renewed(List.of(KEY)), now(registry().renew(List.of(KEY))));
    Registered again = registered(instance(KEY));
    assertEquals(Status.DRAINING, condition().status());
    assertEquals("disk swap", again.oversight().override().orElseThrow().reason());
  }

  @Test
  void whatDrainsByItsOwnWordIsRemovedAsWell() {
    registered(instance(KEY).withStatus(Status.DRAINING).withLease(DRAIN.plus(DRAIN)));
    time.advance(DRAIN);
    settle();
    assertEquals(RemovalReason.DRAINED, awaitTombstone(KEY).reason());
  }

  @Test
  void whatFailsItsChecksForTooLongIsRemoved() {
    Registered before = registered(checked(HTTP));
    report(before, CheckResult.of(HTTP.name(), Verdict.FAILING, "503"));
    awaitCondition(Why.CHECKS);
    time.advance(REMOVE_AFTER.minus(INSTANT));
    settle();
    assertTrue(isRegistered(KEY), "early");
    time.advance(INSTANT);
    settle();
    assertEquals(RemovalReason.CHECK_FAILED, awaitTombstone(KEY).reason());
  }

  /** An operator has it drain, it sends heartbeats all the while, and is gone in the end. */
  private void drained() {
    registered(instance(KEY));
    oversee(Optional.of(DRAINING));
    awaitCondition(Why.OPERATOR);
    for (Duration beat = Duration.ZERO; beat.compareTo(DRAIN) < 0; beat = beat.plusSeconds(5)) {
      assertTrue(isRegistered(KEY), "early");
      now(registry().renew(List.of(KEY)));
      time.advance(Duration.ofSeconds(5));
      settle();
    }
    assertEquals(RemovalReason.DRAINED, awaitTombstone(KEY).reason());
  }

  private Registered registered(Instance instance) {
    Registered now =
        switch (now(registry().register(instance))) {
          case Registration.Created(Registered held) -> held;
          case Registration.Replaced(Registered held) -> held;
          case Unavailable(String reason) -> throw new AssertionError(reason);
        };
    awaitEntry(KEY, entry -> entry.equals(Optional.of(now)));
    return now;
  }

  private Amending report(Registered held, CheckResult result) {
    return now(registry().report(KEY, held.registered(), result));
  }

  private Amending oversee(Optional<StatusOverride> override) {
    return now(registry().oversee(KEY, override));
  }

  private Registered awaitLater(Registered earlier) {
    return (Registered)
        awaitEntry(
                KEY,
                e ->
                    e.orElse(null) instanceof Registered held
                        && held.registered().compareTo(earlier.registered()) > 0)
            .orElseThrow();
  }

  private Condition awaitCondition(Why why) {
    awaitEntry(
        KEY,
        entry ->
            entry.orElse(null) instanceof Registered held
                && Condition.of(held, Optional.empty()).why() == why);
    return condition();
  }

  private Condition condition() {
    return Condition.of(awaitRegistered(KEY), Optional.empty());
  }
}
