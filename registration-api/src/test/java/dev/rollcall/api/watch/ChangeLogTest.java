package dev.rollcall.api.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.SettingsChange;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Metadata;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.service.Maintenance;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.AnyEntry;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeLogTest {
  private static final InstanceKey KEY = AnyEntry.KEYS.getFirst();
  private static final int KEPT = 4;
  private static final ServiceSettings MAINTAINED =
      ServiceSettings.NONE.withMaintenance(new Maintenance("moving"));

  private final LiveView view = new LiveView();
  private final AtomicInteger woken = new AtomicInteger();
  private final ChangeLog log =
      new ChangeLog(7, KEPT, ChangeLog.OCTETS, view, woken::incrementAndGet);

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
  void settingsThatChangeWhatAnInstanceIsCountForEachOfThoseInstances() {
    view.apply(up(1)).join();
    view.apply(AnyEntry.at(AnyEntry.KEYS.get(1), version(1), new HybridTime(2))).join();
    view.apply(AnyEntry.at(AnyEntry.KEYS.get(2), version(1), new HybridTime(1))).join();
    settle(2, MAINTAINED);

    assertEquals(2, log.latest());
    assertEquals("changed", kind(1));
    assertEquals(List.of(AnyEntry.KEYS.get(0), AnyEntry.KEYS.get(1)), List.of(key(1), key(2)));
    assertEquals("MAINTENANCE", condition(1).getString("why").toUpperCase(Locale.ROOT));
    assertEquals(1, woken.get());
  }

  @Test
  void settingsThatAreLiftedAreAChangeToo() {
    view.apply(up(1)).join();
    settle(2, MAINTAINED);
    settle(3, null);

    assertEquals(2, log.latest());
    assertEquals("UP", condition(2).getString("status"));
  }

  @Test
  void settingsThatLeaveEachInstanceAsItIsAreNoChange() {
    view.apply(up(1)).join();
    settle(2, ServiceSettings.NONE.withAnswerLimit(3));
    settle(3, null);

    assertEquals(0, log.latest());
    assertEquals(0, woken.get());
  }

  @Test
  void settingsOfAServiceThatIsNotThereAreNoChange() {
    settle(2, MAINTAINED);

    assertEquals(0, log.latest());
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
  void fewerChangesAreKeptTheLongerTheyAre() {
    var small = new ChangeLog(7, KEPT, 60_000, view, () -> {});
    for (int i = 1; i <= KEPT; i++) {
      small.changed(List.of(change(null, up(i))));
    }
    assertNotNull(small.at(1));

    for (int i = 1; i <= KEPT; i++) {
      small.changed(List.of(change(null, withMetadata(i))));
    }
    assertNull(small.at(KEPT + 2L));
    assertNotNull(small.at(KEPT + 3L));
    assertEquals(Optional.of(Resync.TOO_OLD), small.hindrance(revision(7, KEPT + 1)));
    assertEquals(Optional.empty(), small.hindrance(revision(7, KEPT + 2)));

    for (int i = 1; i <= KEPT; i++) {
      small.changed(List.of(change(up(i), null)));
    }
    assertNotNull(small.at(2 * KEPT + 1), "what was dropped is counted still");
  }

  @Test
  void theNewestIsKeptHoweverLong() {
    var none = new ChangeLog(7, KEPT, 1, view, () -> {});
    none.changed(List.of(change(null, withMetadata(1)), change(null, withMetadata(2))));

    assertNull(none.at(1));
    assertNotNull(none.at(2));
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

  /** The view shows it, and tells the log as it tells all who follow it. */
  private void settle(long changed, @Nullable ServiceSettings settings) {
    var entry =
        new SettingsEntry(KEY.service(), new HybridTime(changed), Optional.ofNullable(settings));
    SettingsEntry before = view.settingsEntry(KEY.service()).orElse(null);
    view.apply(entry).join();
    log.settingsChanged(new SettingsChange(KEY.service(), before, entry));
  }

  private InstanceKey key(long counter) {
    return Objects.requireNonNull(log.at(counter)).key();
  }

  private JsonObject condition(long counter) {
    JsonObject event = Objects.requireNonNull(log.at(counter)).element().toJsonObject();
    return event.getJsonObject("data").getJsonObject("condition");
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

  /** As much as an instance may have. */
  private static Entry withMetadata(long version) {
    Registered plain = (Registered) up(version);
    Map<String, String> pairs =
        IntStream.range(0, Metadata.MAX_PAIRS)
            .boxed()
            .collect(Collectors.toMap(i -> "%02d".formatted(i), i -> "x".repeat(252)));
    Instance held = plain.instance().withMetadata(new Metadata(pairs));
    return new Registered(held, plain.version(), plain.registered(), plain.changed());
  }

  private static Entry gone(long version) {
    return AnyEntry.at(KEY, version(version), new HybridTime(4));
  }

  private static InstanceVersion version(long version) {
    return new InstanceVersion(new HybridTime(1), version);
  }
}
