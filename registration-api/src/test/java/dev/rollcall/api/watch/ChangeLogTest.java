package dev.rollcall.api.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.AnyEntry;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeLogTest {
  private static final InstanceKey KEY = AnyEntry.KEYS.getFirst();
  private static final int KEPT = 4;

  private final AtomicInteger woken = new AtomicInteger();
  private final ChangeLog log = new ChangeLog(7, KEPT, woken::incrementAndGet);

  @Test
  void whatComesChangesAndGoesIsLoggedInOrder() {
    log(null, up(1));
    log(up(1), up(2));
    log(up(2), gone(3));

    assertEquals("registered", kind(1));
    assertEquals("changed", kind(2));
    assertEquals("gone", kind(3));
    assertEquals(3, log.latest());
  }

  @Test
  void whatWasGoneAndStaysSoIsNoChange() {
    log(null, gone(1));
    log(gone(1), gone(2));
    log(gone(2), null);

    assertEquals(0, log.latest());
    assertEquals(0, woken.get());
  }

  @Test
  void whatReturnsIsRegisteredAndWhatIsForgottenIsGone() {
    log(gone(1), up(2));
    log(up(2), null);

    assertEquals("registered", kind(1));
    assertEquals("gone", kind(2));
  }

  @Test
  void anyNumberOfChangesAtOnceWakesOnce() {
    log.changed(List.of(change(null, up(1)), change(up(1), up(2)), change(up(2), gone(3))));

    assertEquals(1, woken.get());
  }

  @Test
  void theOldestChangesMakeRoom() {
    for (int i = 1; i <= KEPT + 2; i++) {
      log(up(i), up(i + 1));
    }

    assertNull(log.at(2));
    assertNotNull(log.at(3));
    assertEquals(Optional.of(Resync.TOO_OLD), log.hindrance(revision(7, 1)));
    assertEquals(Optional.empty(), log.hindrance(revision(7, 2)));
    assertEquals(Optional.empty(), log.hindrance(revision(7, KEPT + 2)));
  }

  @Test
  void nobodyGoesOnFromWhatThisNodeDidNotSay() {
    log(null, up(1));

    assertEquals(Optional.of(Resync.START), log.hindrance(Optional.empty()));
    assertEquals(Optional.of(Resync.UNKNOWN_REVISION), log.hindrance(revision(8, 1)));
    assertEquals(Optional.of(Resync.UNKNOWN_REVISION), log.hindrance(revision(7, 2)));
    assertEquals(Optional.empty(), log.hindrance(revision(7, 0)));
  }

  private void log(@Nullable Entry before, @Nullable Entry after) {
    log.changed(List.of(change(before, after)));
  }

  private String kind(long counter) {
    return Objects.requireNonNull(log.at(counter)).element().toJsonObject().getString("event");
  }

  private static Change change(@Nullable Entry before, @Nullable Entry after) {
    return new Change(KEY, before, after);
  }

  private static Optional<Revision> revision(long epoch, long counter) {
    return Optional.of(new Revision(epoch, counter));
  }

  private static Entry up(long version) {
    return AnyEntry.at(KEY, version(version), new HybridTime(1));
  }

  private static Entry gone(long version) {
    return AnyEntry.at(KEY, version(version), new HybridTime(4));
  }

  private static InstanceVersion version(long version) {
    return new InstanceVersion(new HybridTime(1), version);
  }
}
