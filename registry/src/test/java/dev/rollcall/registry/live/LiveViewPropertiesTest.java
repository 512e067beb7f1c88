package dev.rollcall.registry.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.AnyEntry;
import dev.rollcall.registry.state.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Entries in any order, some more than once, as listeners and snapshots bring them. */
class LiveViewPropertiesTest {
  @Property(tries = 300)
  void theHighestVersionIsLeftAndEveryFollowerSawTheWayThere(
      @ForAll @Size(max = 40) List<@From(supplier = AnyEntry.class) Entry> arriving,
      @ForAll @IntRange(max = 40) int before) {
    int joining = Math.min(before, arriving.size());
    var early = new Recorder();
    var late = new Recorder();
    try (var view = new LiveView()) {
      view.follow(early);
      var first = applied(view, arriving.subList(0, joining));
      view.follow(late);
      var rest = applied(view, arriving.subList(joining, arriving.size()));
      done(CompletableFuture.allOf(first, rest, view.markLoaded()));
      assertEquals(highest(arriving), early.outcome());
      assertEquals(highest(arriving), late.outcome());
      assertEquals(highest(arriving), shown(view));
    }
  }

  @Property(tries = 100)
  void anAcknowledgedEntryWasSeenByTheFollowers(
      @ForAll @Size(max = 20) List<@From(supplier = AnyEntry.class) Entry> arriving) {
    var follower = new Recorder();
    try (var view = new LiveView()) {
      view.follow(follower);
      for (int i = 0; i < arriving.size(); i++) {
        done(view.apply(arriving.get(i)));
        assertEquals(highest(arriving.subList(0, i + 1)), follower.outcome());
      }
    }
  }

  private static Map<InstanceKey, Entry> highest(List<Entry> entries) {
    var highest = new HashMap<InstanceKey, Entry>();
    entries.forEach(entry -> highest.merge(entry.key(), entry, LiveViewPropertiesTest::higher));
    return highest;
  }

  private static Entry higher(Entry one, Entry other) {
    return other.supersedes(one) ? other : one;
  }

  private static Map<InstanceKey, Entry> shown(LiveView view) {
    var shown = new HashMap<InstanceKey, Entry>();
    view.services().stream()
        .flatMap(name -> view.service(name).stream())
        .flatMap(service -> service.entries().stream())
        .forEach(entry -> shown.put(entry.key(), entry));
    return shown;
  }

  private static CompletableFuture<Void> applied(LiveView view, List<Entry> entries) {
    return CompletableFuture.allOf(
        entries.stream().map(view::apply).toArray(CompletableFuture<?>[]::new));
  }

  private static void done(CompletableFuture<Void> applied) {
    applied.orTimeout(10, TimeUnit.SECONDS).join();
  }
}
