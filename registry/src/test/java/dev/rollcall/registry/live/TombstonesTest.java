package dev.rollcall.registry.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.AnyEntry;
import dev.rollcall.registry.state.Command.Forget;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.RemovalReason;
import dev.rollcall.registry.state.Tombstone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One tombstone, on a node whose time of day somebody sets. */
class TombstonesTest implements TimeSource {
  private static final InstanceKey KEY = AnyEntry.KEYS.getFirst();
  private static final HybridTime THEN = HybridTime.at(Instant.parse("2030-01-01T12:00:00Z"));
  private static final InstanceVersion VERSION = InstanceVersion.first(THEN);
  private static final Tombstone GONE = new Tombstone(KEY, VERSION, RemovalReason.EXPIRED, THEN);

  private final Tombstones tombstones = new Tombstones(this);
  private Instant timeOfDay = THEN.instant();
  private Duration passed = Duration.ZERO;

  @Override
  public long nanoTime() {
    return passed.toNanos();
  }

  @Override
  public Instant instant() {
    return timeOfDay;
  }

  @Test
  void aTombstoneIsKeptForTenMinutes() {
    see(GONE);
    passed = Tombstone.KEPT.minusNanos(1);
    assertFalse(tombstones.isSpent(GONE));
    assertEquals(List.of(), tombstones.spent());
    passed = Tombstone.KEPT;
    assertTrue(tombstones.isSpent(GONE));
    assertEquals(List.of(new Forget(KEY, VERSION)), tombstones.spent());
  }

  @Test
  void whoeverSetsTheClockAheadForgetsNothingSooner() {
    see(GONE);
    timeOfDay = timeOfDay.plus(Duration.ofHours(3));
    assertEquals(List.of(), tombstones.spent());
  }

  @Test
  void aLaterTombstoneOfTheSameInstanceIsKeptForTenMinutesMore() {
    see(GONE);
    passed = Tombstone.KEPT;
    var later = new Tombstone(KEY, VERSION.next(), RemovalReason.DEREGISTERED, THEN);
    see(later);
    assertFalse(tombstones.isSpent(GONE));
    assertFalse(tombstones.isSpent(later));
    assertEquals(List.of(), tombstones.spent());
  }

  @Test
  void whatRegistersAgainHasNone() {
    see(GONE);
    see(AnyEntry.at(KEY, VERSION.next(), new HybridTime(1)));
    passed = Tombstone.KEPT;
    assertEquals(List.of(), tombstones.spent());
  }

  @Test
  void whatWasForgottenIsNotForgottenAgain() {
    see(GONE);
    see(null);
    passed = Tombstone.KEPT;
    assertEquals(List.of(), tombstones.spent());
    assertFalse(tombstones.isSpent(GONE));
  }

  private void see(@Nullable Entry after) {
    tombstones.changed(List.of(new Change(KEY, null, after)));
  }
}
