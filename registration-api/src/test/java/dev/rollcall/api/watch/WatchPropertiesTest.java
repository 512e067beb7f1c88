package dev.rollcall.api.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.service.AnySettings;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.AnyEntry;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/** Whatever happens and however a client is cut off, it ends with what the catalogue has. */
class WatchPropertiesTest {
  private static final int KEPT = 4;
  private static final int PIECE = 1; // so that what is there takes as many as there are instances
  private static final WatchCounters COUNTERS = new WatchCounters();

  /** What happens to a node and to a client of it. */
  sealed interface Step {
    record Put(Entry entry) implements Step {}

    record Forget(Entry entry) implements Step {}

    record Settle(SettingsEntry entry) implements Step {}

    record DropSettings(SettingsEntry entry) implements Step {}

    /** The client hears one piece. */
    record Hear() implements Step {}

    /** The client hears a part of a piece and comes back. */
    record CutOff(int octets) implements Step {}

    /** The client comes back to a node that was started again. */
    record Restart() implements Step {}
  }

  @Property(tries = 500)
  void aClientOfAStreamEndsWithWhatIsThere(
      @ForAll @Size(max = 60) List<@From("steps") Step> steps,
      @ForAll @From("selections") Selection selection) {
    try (var view = new LiveView()) {
      var happening = new Happening(view);
      var client = new Follow();
      Feed feed = happening.feed(selection, client);
      for (Step step : steps) {
        switch (step) {
          case Step.Put(Entry entry) -> happening.put(entry);
          case Step.Forget(Entry entry) -> happening.forget(entry);
          case Step.Settle(SettingsEntry entry) -> happening.settle(entry);
          case Step.DropSettings(SettingsEntry entry) -> happening.drop(entry);
          case Step.Hear hear -> client.stream(feed.next());
          case Step.CutOff(int octets) -> {
            Buffer piece = feed.next();
            client.stream(piece.slice(0, Math.min(octets, piece.length())));
            feed = happening.feed(selection, client);
          }
          case Step.Restart restart -> {
            happening.restart();
            feed = happening.feed(selection, client);
          }
        }
      }
      happening.settle();
      for (Buffer rest = feed.next(); rest.length() > 0; rest = feed.next()) {
        client.stream(rest);
      }
      assertTrue(client.isSynced());
      assertEquals(Follow.versions(view, selection), client.versions());
    }
  }

  @Property(tries = 500)
  void aClientThatAsksAgainAndAgainEndsWithWhatIsThere(
      @ForAll @Size(max = 60) List<@From("steps") Step> steps,
      @ForAll @From("selections") Selection selection) {
    try (var view = new LiveView()) {
      var happening = new Happening(view);
      var client = new Follow();
      for (Step step : steps) {
        switch (step) {
          case Step.Put(Entry entry) -> happening.put(entry);
          case Step.Forget(Entry entry) -> happening.forget(entry);
          case Step.Settle(SettingsEntry entry) -> happening.settle(entry);
          case Step.DropSettings(SettingsEntry entry) -> happening.drop(entry);
          case Step.Hear hear -> happening.ask(selection, client);
          case Step.CutOff cutOff -> happening.poll(selection, client).answer();
          case Step.Restart restart -> happening.restart();
        }
      }
      happening.settle();
      happening.ask(selection, client);
      assertEquals(Follow.versions(view, selection), client.versions());
    }
  }

  @Provide
  Arbitrary<Step> steps() {
    var entries = new AnyEntry().get();
    var settings =
        Combinators.combine(
                Arbitraries.of("orders", "db").map(ServiceName::new),
                Arbitraries.longs().between(1, 8).map(HybridTime::new),
                AnySettings.settings().optional())
            .as(SettingsEntry::new);
    return Arbitraries.frequencyOf(
        Tuple.of(8, entries.map(Step.Put::new)),
        Tuple.of(1, entries.map(Step.Forget::new)),
        Tuple.of(3, settings.map(Step.Settle::new)),
        Tuple.of(1, settings.map(Step.DropSettings::new)),
        Tuple.of(5, Arbitraries.just(new Step.Hear())),
        Tuple.of(2, Arbitraries.integers().between(0, 1200).map(Step.CutOff::new)),
        Tuple.of(1, Arbitraries.just(new Step.Restart())));
  }

  @Provide
  Arbitrary<Selection> selections() {
    return Arbitraries.of(
        Selection.ALL,
        new Selection(Set.of(new ServiceName("orders"))),
        new Selection(Set.of(new ServiceName("db"), new ServiceName("unheard-of"))));
  }

  /** A node whose catalogue changes while it is watched. */
  private static final class Happening {
    private final LiveView view;
    private final List<CompletableFuture<Void>> applied = new ArrayList<>();
    private long epoch;
    private Batches batches;
    private Introductions introductions;

    Happening(LiveView view) {
      this.view = view;
      applied.add(view.markLoaded());
      restart();
    }

    void restart() {
      epoch++;
      var log = new ChangeLog(epoch, KEPT, ChangeLog.OCTETS, view, () -> {});
      batches = new Batches(log, PIECE);
      introductions = new Introductions(log, view);
      view.follow(log);
      log.complete().orTimeout(10, TimeUnit.SECONDS).join();
    }

    void put(Entry entry) {
      applied.add(view.apply(entry));
    }

    void forget(Entry entry) {
      applied.add(view.forget(entry.key(), entry.version()));
    }

    void settle(SettingsEntry entry) {
      applied.add(view.apply(entry));
    }

    void drop(SettingsEntry entry) {
      applied.add(view.forget(entry.service(), entry.changed()));
    }

    void settle() {
      CompletableFuture.allOf(applied.toArray(CompletableFuture<?>[]::new))
          .orTimeout(10, TimeUnit.SECONDS)
          .join();
    }

    Feed feed(Selection selection, Follow client) {
      return new Feed(batches, introductions, selection, since(client), COUNTERS);
    }

    Poll poll(Selection selection, Follow client) {
      return new Poll(batches.log(), introductions, selection, since(client), COUNTERS);
    }

    void ask(Selection selection, Follow client) {
      Poll poll = poll(selection, client);
      Page page = poll.answer().orElseGet(poll::nothing);
      Buffer text = Buffer.buffer();
      page.forEachRemaining(text::appendBuffer);
      client.answer(text.toJsonObject());
    }

    private static Optional<Revision> since(Follow client) {
      return Optional.of(client.revision())
          .filter(text -> !text.isEmpty())
          .map(text -> Revision.parse("since", text));
    }
  }
}
