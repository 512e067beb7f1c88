package dev.rollcall.cluster.company;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.Member;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CompanionsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final ManualTime time = new ManualTime();
  private Companions companions = expecting(1);

  @Test
  void aNodeOnItsOwnMissesNobody() {
    assertCompany(1, 0);
    see("self");
    assertCompany(1, 0);
  }

  @Test
  void whoIsLostIsMissed() {
    see("self", "a", "b");
    see("self", "b");
    assertCompany(2, 1);
    assertFalse(companions.now().isIsolated());
  }

  @Test
  void whoLeavesInOrderIsNot() {
    see("self", "a", "b");
    companions.leaves("a");
    see("self", "b");
    assertCompany(2, 0);
  }

  @Test
  void whoSaysSoOnlyWhenItIsGoneIsNotMissedAnyMore() {
    see("self", "a");
    see("self");
    companions.leaves("a");
    assertCompany(1, 0);
  }

  @Test
  void whoCrashesAfterItCameBackIsMissed() {
    see("self", "a");
    companions.leaves("a");
    see("self", "a2@a"); // it left and came back before anybody looked
    see("self");
    assertCompany(1, 1);
  }

  @Test
  void whoSaidThatItLeavesAndIsStillThereIsNotMissedLater() {
    see("self", "a", "b");
    companions.leaves("a");
    see("self", "a", "b", "c");
    see("self", "b", "c");
    assertCompany(3, 0);
  }

  @Test
  void whoIsBackAtItsAddressIsNotMissedAnyMore() {
    see("self", "a");
    see("self");
    see("self", "other@a");
    assertCompany(2, 0);
  }

  @Test
  void nobodyIsMissedForever() {
    see("self", "a", "b");
    see("self");
    time.advance(PATIENCE.minusNanos(1));
    assertCompany(1, 2);
    assertTrue(companions.now().isIsolated());
    time.advance(Duration.ofNanos(1));
    assertCompany(1, 0);
    assertFalse(companions.now().isIsolated());
  }

  @Test
  void whoRefusesWhenIsolatedIsSoUntilTheOthersAreBack() {
    companions = new Companions(time, 3, PATIENCE, true);
    see("self");
    time.advance(PATIENCE.multipliedBy(2));
    assertCompany(1, 2);
    see("self", "a", "b");
    assertCompany(3, 0);
    see("self");
    time.advance(PATIENCE.multipliedBy(2));
    assertEquals(Optional.of(PATIENCE.multipliedBy(2)), companions.now().isolatedFor());

    see("self", "a");
    assertCompany(2, 0);
    assertFalse(companions.now().isIsolated());
  }

  @Test
  void halfIsEnough() {
    see("self", "a");
    see("self");
    assertCompany(1, 1);
    assertFalse(companions.now().isIsolated());
  }

  @Test
  void lessThanHalfIsIsolationFromThatMomentOn() {
    see("self", "a", "b", "c");
    see("self", "a");
    time.advance(Duration.ofSeconds(5));
    assertFalse(companions.now().isIsolated());
    see("self");
    time.advance(Duration.ofSeconds(7));
    assertEquals(Optional.of(Duration.ofSeconds(7)), companions.now().isolatedFor());
  }

  @Test
  void isolationEndsWhenEnoughAreBack() {
    see("self", "a", "b", "c");
    see("self");
    see("self", "a");
    assertFalse(companions.now().isIsolated());
    see("self");
    assertEquals(Optional.of(Duration.ZERO), companions.now().isolatedFor());
  }

  @Test
  void atTheStartThoseExpectedAreMissed() {
    companions = expecting(3);
    see("self");
    assertCompany(1, 2);
    assertTrue(companions.now().isIsolated());
    see("self", "a");
    assertCompany(2, 1);
    assertFalse(companions.now().isIsolated());
  }

  @Test
  void whoNeverComesIsNotExpectedForever() {
    companions = expecting(3);
    see("self");
    time.advance(PATIENCE);
    assertCompany(1, 0);
  }

  @Test
  void whoLeavesInOrderIsNotExpectedOnceAllWereThere() {
    companions = expecting(3);
    see("self", "a", "b");
    companions.leaves("a");
    companions.leaves("b");
    see("self");
    assertCompany(1, 0);
  }

  @Test
  void whoLeavesInOrderIsNotExpectedBeforeEither() {
    companions = expecting(3);
    see("self", "a");
    companions.leaves("a");
    see("self");
    assertCompany(1, 1);
    see("self", "a2@a");
    see("self");
    assertCompany(1, 2);
  }

  @Test
  void aNodeCountsItselfWhileItChangesFromOneClusterToAnother() {
    see("self", "a", "b");
    see();
    assertEquals(1, companions.now().present());
    see("new@self", "a", "b");
    assertCompany(3, 0);
  }

  private Companions expecting(int members) {
    return new Companions(time, members, PATIENCE, false);
  }

  private void see(String... members) {
    companions.see(Stream.of(members).map(CompanionsTest::member).toList());
  }

  private void assertCompany(int present, int missing) {
    assertEquals(present, companions.now().present(), "present");
    assertEquals(missing, companions.now().missing(), "missing");
  }

  /** A member by its id, and its address where that is another. */
  private static Member member(String text) {
    String[] parts = text.split("@", 2);
    return new Member(parts[0], parts[parts.length - 1], List.of(), false, 0);
  }
}
