package dev.rollcall.registry.lease;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Command.Deregister;
import dev.rollcall.registry.state.Command.Expire;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.Registered;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {
  private static final Duration LENGTH = Duration.ofSeconds(10);
  private static final Duration ENDED = LENGTH.plus(Lease.TOLERANCE);
  private static final Duration JUST_UNDER = ENDED.minusMillis(1);
  private static final Duration TICK = LeaseWheel.TICK;
  private static final InstanceKey KEY = Leases.key(1);
  private static final InstanceKey OTHER = Leases.key(2);
  private static final Registered HELD = Leases.held(KEY, 1, LENGTH);
  private static final Registered HELD_AGAIN = Leases.held(KEY, 2, LENGTH);
  private static final Registered AMENDED =
      new Registered(
          HELD.instance().withWeight(5),
          HELD.version().next(),
          HELD.registered(),
          new HybridTime(2));

  private final ManualTime time = new ManualTime();
  private final Set<InstanceKey> owned = new HashSet<>(Set.of(KEY, OTHER));
  private final LeaseKeeper keeper = new LeaseKeeper(time, owned::contains);

  @Test
  void aRegistrationBeginsALease() {
    see(null, HELD);
    assertEquals(1, keeper.size());
    assertEndsIn(JUST_UNDER, List.of());
    assertEndsIn(TICK, List.of(new Expire(KEY, HELD.registered())));
    assertEndsIn(ENDED, List.of());
  }

  @Test
  void aSecondRegistrationBeginsItAnew() {
    see(null, HELD);
    time.advance(JUST_UNDER);
    see(HELD, HELD_AGAIN);
    assertEndsIn(JUST_UNDER, List.of());
    assertEndsIn(TICK, List.of(new Expire(KEY, HELD_AGAIN.registered())));
  }

  @Test
  void anAmendmentDoesNot() {
    see(null, HELD);
    time.advance(JUST_UNDER);
    see(HELD, AMENDED);
    assertEndsIn(TICK, List.of(new Expire(KEY, HELD.registered())));
  }

  @Test
  void anAmendmentOfARegistrationThatWasMissedDoes() {
    see(null, HELD_AGAIN);
    time.advance(JUST_UNDER);
    see(HELD_AGAIN, AMENDED);
    assertEndsIn(JUST_UNDER, List.of());
  }

  @Test
  void aRemovalEndsTheLeaseWithoutAWord() {
    see(null, HELD);
    see(HELD, new Deregister(KEY).applyTo(HELD, new HybridTime(2)));
    assertEquals(0, keeper.size());
    assertEndsIn(ENDED, List.of());
  }

  @Test
  void soDoesAnEntryThatWasDropped() {
    see(null, HELD);
    see(HELD, null);
    assertEquals(0, keeper.size());
  }

  @Test
  void whatOthersOwnIsNotKept() {
    owned.remove(KEY);
    see(null, HELD);
    assertEquals(0, keeper.size());
    assertArrayEquals(new long[] {KEY.hash64()}, renew(0, KEY));
  }

  @Test
  void aRenewalCountsFromWhenItWasHeard() {
    see(null, HELD);
    time.advance(Duration.ofSeconds(5));
    renew(2_000, KEY);
    time.advance(LENGTH.minusSeconds(2));
    assertEndsIn(Lease.TOLERANCE.minusMillis(1), List.of());
    assertEndsIn(TICK, List.of(new Expire(KEY, HELD.registered())));
  }

  @Test
  void renewalsOfWhatIsNotKeptAreNamedInTheirOrder() {
    see(null, HELD);
    InstanceKey unknown = Leases.key(7);
    assertArrayEquals(new long[] {unknown.hash64(), OTHER.hash64()}, renew(0, unknown, KEY, OTHER));
  }

  @Test
  void whatCouldNotBeEndedIsNamedAgainInASecond() {
    see(null, HELD);
    assertEndsIn(ENDED, List.of(new Expire(KEY, HELD.registered())));
    keeper.retry(HELD);
    assertEndsIn(Duration.ofMillis(999), List.of());
    assertEndsIn(TICK, List.of(new Expire(KEY, HELD.registered())));
  }

  @Test
  void whatRegisteredMeanwhileIsNotTriedAgain() {
    see(null, HELD);
    assertEndsIn(ENDED, List.of(new Expire(KEY, HELD.registered())));
    see(HELD, HELD_AGAIN);
    keeper.retry(HELD);
    assertEquals(1, keeper.size());
    assertEndsIn(JUST_UNDER, List.of());
  }

  @Test
  void whatAnotherNodeTookOverIsNotTriedAgain() {
    owned.remove(KEY);
    keeper.retry(HELD);
    assertEquals(0, keeper.size());
  }

  @Test
  void whatIsTakenOverGetsOneFullLength() {
    keeper.takeOver(key -> false, List.of());
    time.advance(Duration.ofHours(1));
    keeper.takeOver(KEY::equals, List.of(HELD, Leases.held(OTHER, 1, LENGTH)));
    assertEquals(1, keeper.size());
    assertEndsIn(JUST_UNDER, List.of());
    assertEndsIn(TICK, List.of(new Expire(KEY, HELD.registered())));
  }

  @Test
  void whatWasKeptBeforeGoesOnAsItWas() {
    see(null, HELD);
    time.advance(JUST_UNDER);
    keeper.takeOver(KEY::equals, List.of(HELD));
    assertEndsIn(TICK, List.of(new Expire(KEY, HELD.registered())));
  }

  @Test
  void whenAMemberIsGoneEveryLeaseStartsOver() {
    see(null, HELD);
    time.advance(JUST_UNDER);
    keeper.restartAll();
    assertEndsIn(JUST_UNDER, List.of());
    assertEndsIn(TICK, List.of(new Expire(KEY, HELD.registered())));
  }

  @Test
  void whatIsHandedOverIsDropped() {
    see(null, HELD);
    keeper.takeOver(OTHER::equals, List.of(HELD));
    assertEquals(0, keeper.size());
    see(HELD, HELD_AGAIN);
    assertEndsIn(ENDED, List.of());
  }

  private void see(@Nullable Entry before, @Nullable Entry after) {
    keeper.changed(List.of(new Change(KEY, before, after)));
  }

  private long[] renew(int age, InstanceKey... keys) {
    var ages = new int[keys.length];
    Arrays.fill(ages, age);
    return keeper.renew(List.of(keys).stream().mapToLong(InstanceKey::hash64).toArray(), ages);
  }

  private void assertEndsIn(Duration pause, List<Expire> expected) {
    time.advance(pause);
    assertEquals(expected, keeper.ended());
  }
}
