package dev.rollcall.registry.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.instance.InstanceKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseWheelTest {
  private static final InstanceKey KEY = Leases.key(0);
  private static final Duration LENGTH = Duration.ofSeconds(10);
  private static final Duration DEADLINE = LENGTH.plus(Lease.TOLERANCE);
  private static final Duration LONGEST = Duration.ofHours(24);

  private final LeaseWheel wheel = new LeaseWheel(0);

  @Test
  void aLeaseEndsOnceItsLengthAndTheToleranceArePast() {
    open(KEY, LENGTH, Duration.ZERO);
    assertEquals(List.of(), endedBy(DEADLINE.minusNanos(1)));
    assertEquals(List.of(KEY), endedBy(DEADLINE));
    assertEquals(List.of(), endedBy(DEADLINE.plus(LENGTH)));
    assertEquals(0, wheel.size());
  }

  /** The zero of a monotonic clock lies anywhere. */
  @ParameterizedTest
  @ValueSource(longs = {-7_777_777_777L, -1, 0, 1, 49_999_999, 50_000_001, Long.MAX_VALUE / 4})
  void aLeaseEndsInTimeWhereverTheClockStarts(long start) {
    var started = new LeaseWheel(start);
    started.open(Leases.held(KEY, 1, LENGTH), start);
    long deadline = start + DEADLINE.toNanos();
    for (long now = start; now < deadline; now += Duration.ofMillis(7).toNanos()) {
      assertEquals(List.of(), Leases.endedBy(started, now));
    }
    assertEquals(1, Leases.endedBy(started, deadline + LeaseWheel.TICK.toNanos()).size());
  }

  @Test
  void aRenewalBeginsTheLeaseAnewWhenItWasHeard() {
    open(KEY, LENGTH, Duration.ZERO);
    assertTrue(renew(KEY, Duration.ofSeconds(4)));
    assertEquals(List.of(), endedBy(DEADLINE.plusSeconds(4).minusNanos(1)));
    assertEquals(List.of(KEY), endedBy(DEADLINE.plusSeconds(4)));
  }

  @Test
  void aRenewalThatCameOutOfOrderShortensNothing() {
    open(KEY, LENGTH, Duration.ZERO);
    renew(KEY, Duration.ofSeconds(4));
    renew(KEY, Duration.ofSeconds(2));
    assertEquals(List.of(), endedBy(DEADLINE.plusSeconds(4).minusNanos(1)));
  }

  @Test
  void anUnknownLeaseIsNotRenewed() {
    open(KEY, LENGTH, Duration.ZERO);
    assertFalse(renew(Leases.key(1), Duration.ZERO));
    endedBy(DEADLINE);
    assertFalse(renew(KEY, DEADLINE));
  }

  @Test
  void aRegistrationWithAShorterLeaseEndsInTime() {
    open(KEY, LONGEST, Duration.ZERO);
    open(KEY, LENGTH, Duration.ofSeconds(1));
    assertEquals(1, wheel.size());
    assertEquals(List.of(KEY), endedBy(DEADLINE.plusSeconds(1)));
    assertEquals(List.of(), endedBy(LONGEST.plusSeconds(2)));
  }

  @Test
  void aRegistrationWithALongerLeaseEndsInTime() {
    open(KEY, Duration.ofSeconds(1), Duration.ZERO);
    open(KEY, LENGTH, Duration.ZERO);
    assertEquals(List.of(), endedBy(DEADLINE.minusNanos(1)));
    assertEquals(List.of(KEY), endedBy(DEADLINE));
  }

  @Test
  void whatEndsIsNamedByItsLastRegistration() {
    wheel.open(Leases.held(KEY, 1, LENGTH), 0);
    wheel.open(Leases.held(KEY, 2, LENGTH), 0);
    assertEquals(2, Leases.endedBy(wheel, DEADLINE.toNanos()).getFirst().registered.bits());
  }

  @Test
  void aClosedLeaseNeverEnds() {
    open(KEY, LENGTH, Duration.ZERO);
    wheel.close(KEY);
    wheel.close(Leases.key(1));
    assertFalse(wheel.holds(KEY));
    assertEquals(List.of(), endedBy(DEADLINE.plus(LENGTH)));
  }

  @Test
  void aClosedLeaseMayBeginAgain() {
    open(KEY, LENGTH, Duration.ZERO);
    wheel.close(KEY);
    open(KEY, LENGTH, Duration.ofSeconds(1));
    assertEquals(List.of(), endedBy(DEADLINE));
    assertEquals(List.of(KEY), endedBy(DEADLINE.plusSeconds(1)));
  }

  /** The wheel goes round once in 51.2 s. */
  @Test
  void aLeaseBeyondTheReachOfTheWheelEndsInTime() {
    open(KEY, LONGEST, Duration.ZERO);
    Duration deadline = LONGEST.plus(Lease.TOLERANCE);
    for (Duration now = Duration.ZERO; now.compareTo(deadline) < 0; now = now.plusMillis(490)) {
      assertEquals(List.of(), endedBy(now));
    }
    assertEquals(List.of(KEY), endedBy(deadline));
  }

  @Test
  void afterALongPauseEachLeaseIsNamedOnce() {
    for (int i = 0; i < 300; i++) {
      open(Leases.key(i), Duration.ofSeconds(1 + i), Duration.ZERO);
    }
    open(Leases.key(300), LONGEST, Duration.ZERO);
    assertNamedOnce(endedBy(Duration.ofHours(1)), keys(300));
    assertEquals(List.of(), endedBy(LONGEST));
    assertEquals(List.of(Leases.key(300)), endedBy(LONGEST.plus(Lease.TOLERANCE)));
  }

  @Test
  void aWheelThatIsTurnedBackStandsStill() {
    open(KEY, LENGTH, Duration.ZERO);
    endedBy(Duration.ofSeconds(5));
    assertEquals(List.of(), endedBy(Duration.ofSeconds(1)));
    assertEquals(List.of(KEY), endedBy(DEADLINE));
  }

  @Test
  void onlyWhatIsKeptGoesOn() {
    Set<InstanceKey> kept = keys(50);
    keys(100).forEach(key -> open(key, LENGTH, Duration.ZERO));
    wheel.retain(kept::contains);
    assertEquals(50, wheel.size());
    assertNamedOnce(endedBy(DEADLINE), kept);
  }

  @Test
  void twoKeysOfOneHashAreRenewedTogetherAndEndEachOnItsOwn() {
    open(Leases.TWIN, LENGTH, Duration.ZERO);
    open(Leases.OTHER_TWIN, LENGTH.multipliedBy(2), Duration.ZERO);
    assertTrue(renew(Leases.TWIN, Duration.ofSeconds(5)));
    assertEquals(List.of(), endedBy(DEADLINE.plusSeconds(5).minusNanos(1)));
    assertEquals(List.of(Leases.TWIN), endedBy(DEADLINE.plusSeconds(5)));
    assertEquals(List.of(), endedBy(DEADLINE.plus(LENGTH).plusSeconds(5).minusNanos(1)));
    assertEquals(List.of(Leases.OTHER_TWIN), endedBy(DEADLINE.plus(LENGTH).plusSeconds(5)));
  }

  @Test
  void closingOneOfTwoKeysOfOneHashLeavesTheOther() {
    open(Leases.TWIN, LENGTH, Duration.ZERO);
    open(Leases.OTHER_TWIN, LENGTH, Duration.ZERO);
    wheel.close(Leases.TWIN);
    assertTrue(wheel.holds(Leases.OTHER_TWIN));
    assertEquals(List.of(Leases.OTHER_TWIN), endedBy(DEADLINE));
  }

  private void open(InstanceKey key, Duration length, Duration heardAt) {
    wheel.open(Leases.held(key, heardAt.toNanos() + 1, length), heardAt.toNanos());
  }

  private boolean renew(InstanceKey key, Duration heardAt) {
    return wheel.renew(key.hash64(), heardAt.toNanos());
  }

  private List<InstanceKey> endedBy(Duration now) {
    return Leases.endedBy(wheel, now.toNanos()).stream().map(lease -> lease.key).toList();
  }

  private static Set<InstanceKey> keys(int count) {
    return IntStream.range(0, count).mapToObj(Leases::key).collect(Collectors.toSet());
  }

  private static void assertNamedOnce(List<InstanceKey> named, Set<InstanceKey> expected) {
    assertEquals(expected, new HashSet<>(named));
    assertEquals(expected.size(), named.size());
  }
}
