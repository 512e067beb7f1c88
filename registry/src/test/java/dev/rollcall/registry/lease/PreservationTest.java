package dev.rollcall.registry.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.registry.lease.Preservation.Evidence;
import dev.rollcall.registry.lease.Preservation.Overdue;
import dev.rollcall.registry.standing.Company;
import dev.rollcall.registry.standing.Hold.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreservationTest {
  private static final Duration HOLD = Duration.ofMinutes(10);
  private static final Duration LENGTH = Duration.ofSeconds(10);
  private static final Company ALL = new Company(3, 0, Optional.empty());

  private final Preservation half = new Preservation(new LeaseSettings(50, HOLD));

  @Test
  void aLeaseThatNothingSpeaksForEnds() {
    assertEquals(Optional.empty(), cause(half, evidence(true, ALL, Tally.NONE, Tally.NONE)));
  }

  @Test
  void whileAMemberIsSilentAllAreHeld() {
    assertEquals(
        Optional.of(Cause.of(Reason.MEMBER_SILENT)),
        cause(half, evidence(false, ALL, Tally.NONE, Tally.NONE)));
  }

  @ParameterizedTest(name = "{0} kept, {1} late, share {2}: held {3}")
  @CsvSource({
    "19, 10, 50, true",
    "20, 10, 50, false",
    "20, 11, 50, true",
    "9, 9, 50, false",
    "10, 10, 50, true",
    "10, 10, 99, true",
    "10, 10, 100, false",
    "1000, 11, 1, true",
    "1000, 10, 1, false",
    "2000000, 1000001, 50, true"
  })
  void moreThanTheShareOfTheServiceIsHeld(int kept, int late, int share, boolean isHeld) {
    var preservation = new Preservation(new LeaseSettings(share, HOLD));
    var service = new Tally(kept, late);
    var cause = new Cause(Reason.SERVICE_SHARE, Optional.of(Leases.key(1).service()));
    assertEquals(
        isHeld ? Optional.of(cause) : Optional.empty(),
        cause(preservation, evidence(true, ALL, Tally.NONE, service)));
    assertEquals(
        isHeld ? Optional.of(Cause.of(Reason.TOTAL_SHARE)) : Optional.empty(),
        cause(preservation, evidence(true, ALL, service, Tally.NONE)));
  }

  @ParameterizedTest(name = "share of the service {0}: held {1}")
  @CsvSource({"80, false", "79, true", "100, false", ", true"})
  void aServiceMayHaveAShareOfItsOwnButNotOfAll(@Nullable Integer share, boolean isHeld) {
    var preservation =
        new Preservation(
            new LeaseSettings(50, HOLD),
            service -> share == null ? OptionalInt.empty() : OptionalInt.of(share));
    var mass = new Tally(100, 80);
    var cause = new Cause(Reason.SERVICE_SHARE, Optional.of(Leases.key(1).service()));
    assertEquals(
        isHeld ? Optional.of(cause) : Optional.empty(),
        cause(preservation, evidence(true, ALL, Tally.NONE, mass)));
    assertEquals(
        Optional.of(Cause.of(Reason.TOTAL_SHARE)),
        cause(preservation, evidence(true, ALL, mass, Tally.NONE)));
  }

  @Test
  void anIsolatedNodeHoldsWhatItHasNotHeardOfSince() {
    Evidence evidence = evidence(true, isolatedFor(30), Tally.NONE, Tally.NONE);
    assertEquals(
        Optional.of(Cause.of(Reason.ISOLATED)), half.causeToHold(overdue(1, 40), evidence));
  }

  @ParameterizedTest(name = "last heard of {0} s ago, before that steadily for {1} s: held {2}")
  @CsvSource({"10, 20, false", "10, 19, true", "11, 20, true", "11, 600, true", "0, 0, true"})
  void anIsolatedNodeHoldsWhoeverMayTalkToTheOthersToo(int silent, int steady, boolean isHeld) {
    Evidence evidence = evidence(true, isolatedFor(30), Tally.NONE, Tally.NONE);
    assertEquals(
        isHeld ? Optional.of(Cause.of(Reason.ISOLATED)) : Optional.empty(),
        half.causeToHold(overdue(1, silent, steady), evidence));
  }

  @Test
  void isolationHoldsNothingForLongerThanTheBound() {
    Evidence evidence = evidence(true, isolatedFor(600), Tally.NONE, Tally.NONE);
    assertEquals(Optional.empty(), half.causeToHold(overdue(1, 700), evidence));
  }

  @Test
  void noReasonHoldsALeaseForLongerThanTheBound() {
    var mass = new Tally(100, 100);
    Evidence worst = evidence(false, isolatedFor(599), mass, mass);
    assertEquals(Optional.empty(), half.causeToHold(overdue(600, 700), worst));
    assertEquals(
        Optional.of(Cause.of(Reason.MEMBER_SILENT)), half.causeToHold(overdue(599, 700), worst));
  }

  private static Optional<Cause> cause(Preservation preservation, Evidence evidence) {
    return preservation.causeToHold(overdue(1, 1), evidence);
  }

  private static Overdue overdue(int overSeconds, int silentSeconds) {
    return overdue(overSeconds, silentSeconds, 0);
  }

  private static Overdue overdue(int overSeconds, int silentSeconds, int steadySeconds) {
    return new Overdue(
        Leases.key(1),
        LENGTH,
        Duration.ofSeconds(overSeconds),
        Duration.ofSeconds(silentSeconds),
        Duration.ofSeconds(steadySeconds));
  }

  private static Company isolatedFor(int seconds) {
    return new Company(1, 2, Optional.of(Duration.ofSeconds(seconds)));
  }

  private static Evidence evidence(
      boolean isComplete, Company company, Tally total, Tally service) {
    return new Evidence(isComplete, company, total, Map.of(Leases.key(1).service(), service));
  }
}
