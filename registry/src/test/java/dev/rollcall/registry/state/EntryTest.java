package dev.rollcall.registry.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.state.AnyEntry.OfOneKey;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EntryTest {

  @Property
  void aMergeGivesTheSameInEitherOrder(
      @ForAll @From(supplier = OfOneKey.class) Entry one,
      @ForAll @From(supplier = OfOneKey.class) Entry other) {
    assertEquals(merged(one, other), merged(other, one));
  }

  @Property
  void aMergeGivesTheSameInAnyGrouping(
      @ForAll @From(supplier = OfOneKey.class) Entry a,
      @ForAll @From(supplier = OfOneKey.class) Entry b,
      @ForAll @From(supplier = OfOneKey.class) Entry c) {
    assertEquals(merged(merged(a, b), c), merged(a, merged(b, c)));
  }

  @Property
  void aMergeWithItselfChangesNothing(@ForAll @From(supplier = OfOneKey.class) Entry entry) {
    assertFalse(entry.supersedes(entry));
    assertTrue(entry.supersedes(null));
  }

  /** Two sides of a split may each have made a change of their own. */
  @Test
  void ofTwoStatesOfOneVersionTheLaterOneWins() {
    var version = InstanceVersion.first(new HybridTime(1));
    var earlier = AnyEntry.at(AnyEntry.KEYS.getFirst(), version, new HybridTime(5));
    var later = AnyEntry.at(AnyEntry.KEYS.getFirst(), version, new HybridTime(6));
    assertTrue(later.supersedes(earlier));
    assertFalse(earlier.supersedes(later));
  }

  @Test
  void theVersionCountsMoreThanTheMoment() {
    var version = InstanceVersion.first(new HybridTime(1));
    var slowClock = AnyEntry.at(AnyEntry.KEYS.getFirst(), version.next(), new HybridTime(5));
    var fastClock = AnyEntry.at(AnyEntry.KEYS.getFirst(), version, new HybridTime(6));
    assertTrue(slowClock.supersedes(fastClock));
    assertFalse(fastClock.supersedes(slowClock));
  }

  @Test
  void whatAJournalBringsBackGivesWayToTheSameStateAsSomebodyHasIt() {
    Registered known = withStatus(Status.UP);
    assertTrue(known.supersedes(known.asRestored()));
    assertFalse(known.asRestored().supersedes(known));
    assertTrue(known.asRestored().supersedes(null));
  }

  private static Entry merged(Entry held, Entry arriving) {
    return arriving.supersedes(held) ? arriving : held;
  }

  private static Registered withStatus(Status status) {
    var time = new HybridTime(1);
    var registered =
        (Registered) AnyEntry.at(AnyEntry.KEYS.getFirst(), InstanceVersion.first(time), time);
    return new Registered(
        registered.instance().withStatus(status), registered.version(), time, time);
  }
}
