package dev.rollcall.registry.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.lease.Preservation.Evidence;
import dev.rollcall.registry.standing.Company;
import dev.rollcall.registry.standing.Hold;
import dev.rollcall.registry.state.Command.Expire;
import dev.rollcall.registry.state.Registered;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a keeper does with leases that are over: they wait, end, or begin again. */
class HeldLeasesTest {
  private static final Duration LENGTH = Duration.ofSeconds(9);
  private static final Duration ENDED = LENGTH.plus(Lease.TOLERANCE);
  private static final Duration BOUND = Duration.ofMinutes(1);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final ServiceName SERVICE = new ServiceName("orders");
  private static final List<Registered> HELD =
      IntStream.range(0, 12).mapToObj(i -> Leases.held(Leases.key(i), 1, LENGTH)).toList();
  private static final List<Expire> ALL = HELD.stream().map(HeldLeasesTest::end).toList();

  private final ManualTime time = new ManualTime();
  private final LeaseKeeper keeper = new LeaseKeeper(time, key -> true);
  private final Preservation preservation = new Preservation(new LeaseSettings(50, BOUND));

  @BeforeEach
  void register() {
    HELD.forEach(held -> keeper.changed(List.of(new Change(held.key(), null, held))));
  }

  @Test
  void whatIsOverIsNamedAgainAndAgainUntilItIsDecidedOn() {
    time.advance(ENDED);
    assertEquals(ALL.size(), keeper.over().fresh().size());
    time.advance(Lease.AGAIN.minusMillis(1));
    assertEquals(List.of(), keeper.over().fresh());
    time.advance(LeaseWheel.TICK);
    assertEquals(ALL.size(), keeper.over().fresh().size());
    assertEquals(ALL.size(), keeper.size(), "all are kept");
  }

  @Test
  void whatWasRenewedMeanwhileDoesNotEnd() {
    time.advance(ENDED);
    keeper.over();
    renew(0, 0);
    assertEquals(ALL.subList(1, 12), keeper.decide(ALL, preservation, nothingSpeaks()));
    assertEquals(1, keeper.size());
    time.advance(ENDED);
    assertEquals(List.of(ALL.getFirst()), keeper.over().fresh());
  }

  @Test
  void whatRegisteredAnewMeanwhileDoesNotEnd() {
    time.advance(ENDED);
    keeper.over();
    var again = Leases.held(Leases.key(0), 2, LENGTH);
    keeper.changed(List.of(new Change(again.key(), HELD.getFirst(), again)));
    assertEquals(ALL.subList(1, 12), keeper.decide(ALL, preservation, nothingSpeaks()));
  }

  @Test
  void anIsolatedNodeEndsOnlyTheLeaseOfWhoWasHeardOfHereAllTheTime() {
    for (int i = 0; i < 7; i++) {
      time.advance(LENGTH.dividedBy(3));
      renew(0, 0);
      if (i % 3 == 0) { // its other heartbeats go to nodes on the other side
        renew(1, 0);
      }
    }
    time.advance(ENDED);
    keeper.over();
    var alone = new Company(1, 2, Optional.of(LENGTH.multipliedBy(7).dividedBy(3).plus(ENDED)));
    var evidence = new Evidence(true, alone, Tally.NONE, Map.of());
    assertEquals(List.of(ALL.getFirst()), keeper.decide(ALL, preservation, evidence));
  }

  @Test
  void whatStartsOverDoesNotEnd() {
    time.advance(ENDED);
    keeper.over();
    keeper.restartAll();
    assertEquals(List.of(), keeper.decide(ALL, preservation, nothingSpeaks()));
    time.advance(ENDED);
    assertEquals(ALL.size(), keeper.over().fresh().size());
  }

  @Test
  void whatWasHandedOverMeanwhileIsNotEndedHere() {
    time.advance(ENDED);
    keeper.over();
    keeper.takeOver(key -> false, List.of());
    assertEquals(List.of(), keeper.decide(ALL, preservation, nothingSpeaks()));
  }

  @Test
  void leasesAreLateWhenLessThanAThirdIsLeft() {
    time.advance(LENGTH.dividedBy(3).multipliedBy(2).plus(Lease.TOLERANCE).minusMillis(1));
    keeper.over();
    assertEquals(new Tally(12, 0), keeper.tally());
    time.advance(LeaseWheel.TICK);
    keeper.over();
    assertEquals(new Tally(12, 12), keeper.tally());
    renew(0, 0);
    renew(1, 0);
    keeper.changed(List.of(new Change(Leases.key(2), HELD.get(2), null)));
    assertEquals(new Tally(11, 9), keeper.tally());
    assertEquals(List.of(new Tally(11, 9), Tally.NONE), tallies("orders", "billing"));
    keeper.restartAll();
    assertEquals(new Tally(11, 0), keeper.tally());
    keeper.takeOver(key -> false, List.of());
    assertEquals(Tally.NONE, keeper.tally());
  }

  @Test
  void aHoldIsShownWhileItLasts() {
    time.advance(ENDED);
    keeper.over();
    assertEquals(List.of(), keeper.holds(BOUND));
    assertEquals(List.of(), keeper.decide(ALL, preservation, mass()));
    time.advance(Duration.ofSeconds(5));
    assertEquals(List.of(hold(12, 5, 55)), keeper.holds(BOUND));
    renew(0, 0);
    assertEquals(List.of(hold(11, 5, 55)), keeper.holds(BOUND));
    keeper.restartAll();
    assertEquals(List.of(), keeper.holds(BOUND));
  }

  @Test
  void whatIsHeldIsAskedAboutOnceMoreBeforeItEnds() {
    time.advance(ENDED);
    keeper.over();
    keeper.decide(ALL, preservation, mass());
    time.advance(SECOND);
    var over = keeper.over();
    assertEquals(List.of(), over.fresh());
    assertEquals(12, over.held().size());
    keeper.reconsider(over.held(), preservation, mass());
    assertEquals(1, keeper.holds(BOUND).size());
    keeper.reconsider(over.held(), preservation, nothingSpeaks());
    assertEquals(List.of(), keeper.holds(BOUND));
    time.advance(SECOND);
    assertEquals(12, keeper.over().fresh().size());
  }

  @Test
  void aHoldEndsByItself() {
    time.advance(ENDED.plus(BOUND).minusMillis(1));
    keeper.over();
    assertEquals(List.of(), keeper.decide(ALL, preservation, mass()));
    time.advance(Duration.ofMillis(1));
    assertEquals(ALL, keeper.decide(ALL, preservation, mass()));
    assertEquals(List.of(), keeper.holds(BOUND));
  }

  private void renew(int number, int age) {
    keeper.renew(new long[] {Leases.key(number).hash64()}, new int[] {age});
  }

  private List<Tally> tallies(String... services) {
    return keeper.tallies(Arrays.stream(services).map(ServiceName::new).toList());
  }

  private static Evidence nothingSpeaks() {
    return evidence(Tally.NONE);
  }

  private static Evidence mass() {
    return evidence(new Tally(12, 12));
  }

  private static Evidence evidence(Tally service) {
    var all = new Company(1, 0, Optional.empty());
    return new Evidence(true, all, Tally.NONE, Map.of(SERVICE, service));
  }

  private static Hold hold(int leases, int lasting, int atMost) {
    return new Hold(
        Hold.Reason.SERVICE_SHARE,
        Optional.of(SERVICE),
        leases,
        Duration.ofSeconds(lasting),
        Duration.ofSeconds(atMost));
  }

  private static Expire end(Registered held) {
    InstanceKey key = held.key();
    return new Expire(key, held.registered());
  }
}
