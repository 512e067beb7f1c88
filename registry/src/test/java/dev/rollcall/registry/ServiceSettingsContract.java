package dev.rollcall.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Pace;
import dev.rollcall.registry.instance.Probe;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.service.LocalityPreference;
import dev.rollcall.registry.service.LocalityPreference.Mode;
import dev.rollcall.registry.service.Maintenance;
import dev.rollcall.registry.service.Precondition;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.Tombstone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * What every book of service settings promises. An implementation's test extends this and runs on
 * {@link #time}; what the book does by the clock it does in {@link #settle}. Each test is about a
 * service of its own, for nothing is cleared between them.
 */
public abstract class ServiceSettingsContract {
  private static final ServiceSettings SOME = ServiceSettings.NONE.withAnswerLimit(8);
  private static final ServiceSettings OTHERS = ServiceSettings.NONE.withAnswerLimit(9);
  private static final HybridTime LONG_AGO = new HybridTime(7);

  protected final ManualTime time = new ManualTime();

  /** Where the test settles. */
  protected abstract ServiceSettingsBook book();

  /** Where the test looks: the catalogue of every node, first the one it settles with. */
  protected abstract List<Catalog> catalogs();

  /** Does all that is due by now: traces of deleted settings go. */
  protected abstract void settle();

  @Test
  void whatIsPutIsKnownOnceAcknowledged() {
    var service = new ServiceName("put");
    assertEquals(ServiceSettings.NONE, catalog().settings(service));
    SettingsEntry entry = created(put(service, SOME, Precondition.ANYTHING));
    assertEquals(Optional.of(entry), catalog().settingsEntry(service));
    assertEquals(SOME, catalog().settings(service));
    awaitEverywhere(service, Optional.of(entry)::equals);
  }

  @Test
  void everySettingIsKept() {
    var service = new ServiceName("full");
    ServiceSettings full =
        SOME.withTtl(Duration.ofSeconds(30))
            .withSubset(true)
            .withFailOpen(false)
            .withPreservationShare(75)
            .withDefaultChecks(new Check(Probe.Http.get("http", "/health"), Pace.DEFAULT))
            .withLocality(new LocalityPreference(Mode.PREFER, OptionalInt.of(40)))
            .withMaintenance(new Maintenance("moving to rack 7"));
    put(service, full, Precondition.ANYTHING);
    awaitEverywhere(service, entry -> entry.flatMap(SettingsEntry::settings).equals(of(full)));
    ServiceSettings off =
        ServiceSettings.NONE.withLocality(new LocalityPreference(Mode.OFF, OptionalInt.empty()));
    put(service, off, Precondition.ANYTHING);
    awaitEverywhere(service, entry -> entry.flatMap(SettingsEntry::settings).equals(of(off)));
  }

  @Test
  void settingsAloneMakeNoServiceKnown() {
    var service = new ServiceName("alone");
    put(service, SOME, Precondition.ANYTHING);
    assertEquals(Optional.empty(), catalog().service(service));
    assertTrue(catalog().services().stream().noneMatch(service::equals));
  }

  @Test
  void whatIsPutLaterReplacesAllThatWasPutBefore() {
    var service = new ServiceName("replaced");
    SettingsEntry first = created(put(service, SOME.withSubset(true), Precondition.ANYTHING));
    SettingsEntry second = replaced(put(service, OTHERS, Precondition.ANYTHING));
    assertTrue(second.supersedes(first));
    awaitEverywhere(service, entry -> entry.flatMap(SettingsEntry::settings).equals(of(OTHERS)));
  }

  @Test
  void whatIsPutAgainIsNoChange() {
    var service = new ServiceName("again");
    SettingsEntry first = created(put(service, SOME, Precondition.ANYTHING));
    time.advance(Duration.ofSeconds(1));
    assertEquals(first, replaced(put(service, SOME, Precondition.ANYTHING)));
  }

  @Test
  void whoExpectsAnotherVersionChangesNothing() {
    var service = new ServiceName("expected");
    SettingsEntry first = created(put(service, SOME, Precondition.ANYTHING));
    Precondition seen = Precondition.oneOf(Set.of(first.changed()));
    SettingsEntry second = replaced(put(service, OTHERS, seen));
    var refused = new OtherSettings(Optional.of(second));
    assertEquals(refused, put(service, SOME, seen));
    assertEquals(refused, delete(service, seen));
    assertEquals(Optional.of(second), catalog().settingsEntry(service));
  }

  @Test
  void whoExpectsNoneOrSomeIsRefusedOtherwise() {
    var service = new ServiceName("expecting");
    var nothing = new OtherSettings(Optional.empty());
    assertEquals(nothing, put(service, SOME, Precondition.SOME));
    assertEquals(nothing, delete(service, Precondition.SOME));
    SettingsEntry first = created(put(service, SOME, Precondition.NONE));
    var refused = new OtherSettings(Optional.of(first));
    assertEquals(refused, put(service, OTHERS, Precondition.NONE));
    replaced(put(service, OTHERS, Precondition.SOME));
  }

  @Test
  void whatIsDeletedIsGoneEverywhereAndItsTraceKeptForTenMinutes() {
    var service = new ServiceName("deleted");
    created(put(service, SOME, Precondition.ANYTHING));
    assertEquals(new SettingsRemoval.Deleted(), delete(service, Precondition.ANYTHING));
    assertEquals(ServiceSettings.NONE, catalog().settings(service));
    awaitEverywhere(service, entry -> entry.filter(SettingsEntry::isDeleted).isPresent());

    time.advance(Tombstone.KEPT.minusNanos(1));
    settle();
    assertTrue(catalog().settingsEntry(service).isPresent());
    time.advance(Duration.ofNanos(1));
    settle();
    awaitEverywhere(service, Optional::isEmpty);
  }

  @Test
  void whatThereIsNotIsDeletedWithoutATrace() {
    var service = new ServiceName("nothing");
    assertEquals(new SettingsRemoval.Deleted(), delete(service, Precondition.ANYTHING));
    assertEquals(Optional.empty(), catalog().settingsEntry(service));
  }

  @Test
  void whatIsPutAfterADeletionIsNewAndKept() {
    var service = new ServiceName("back");
    SettingsEntry first = created(put(service, SOME, Precondition.ANYTHING));
    delete(service, Precondition.ANYTHING);
    SettingsEntry second = created(put(service, SOME, Precondition.NONE));
    assertTrue(second.supersedes(first));
    time.advance(Tombstone.KEPT);
    settle();
    awaitEverywhere(service, Optional.of(second)::equals);
  }

  @Test
  void ofWhatIsBroughtInTheLaterOneWins() {
    var service = new ServiceName("merged");
    var unheard = new ServiceName("unheard");
    SettingsEntry here = created(put(service, SOME, Precondition.ANYTHING));
    var earlier = new SettingsEntry(service, LONG_AGO, of(OTHERS));
    var unknown = new SettingsEntry(unheard, LONG_AGO, of(OTHERS));
    assertEquals(new Merging.Merged(1, 1), now(book().merge(List.of(earlier, unknown))));
    assertEquals(Optional.of(here), catalog().settingsEntry(service));
    awaitEverywhere(unheard, Optional.of(unknown)::equals);

    var deleted = new SettingsEntry(service, here.changed().next(), Optional.empty());
    assertEquals(new Merging.Merged(1, 0), now(book().merge(List.of(deleted))));
    awaitEverywhere(service, Optional.of(deleted)::equals);
    assertEquals(new Merging.Merged(0, 1), now(book().merge(List.of(deleted))));
  }

  @Test
  void whatIsPutHereComesAfterWhatAFasterClockSaid() {
    var service = new ServiceName("fast");
    var ahead = HybridTime.at(time.instant().plus(Duration.ofHours(1)));
    now(book().merge(List.of(new SettingsEntry(service, ahead, of(SOME)))));
    SettingsEntry next = replaced(put(service, OTHERS, Precondition.ANYTHING));
    assertTrue(next.changed().compareTo(ahead) > 0);
  }

  @Test
  void ofThoseWhoCreateAtOnceOneDoes() {
    var service = new ServiceName("race");
    var outcomes = new ArrayList<CompletionStage<Settling>>();
    for (int limit = 1; limit <= 20; limit++) {
      outcomes.add(
          book().put(service, ServiceSettings.NONE.withAnswerLimit(limit), Precondition.NONE));
    }
    long created =
        outcomes.stream()
            .map(ServiceSettingsContract::now)
            .filter(Settling.Created.class::isInstance)
            .count();
    assertEquals(1, created);
  }

  @Test
  void aFollowerHearsOfSettingsThenOfEachChange() {
    var service = new ServiceName("followed");
    SettingsEntry first = created(put(service, SOME, Precondition.ANYTHING));
    var heard = new ArrayList<SettingsChange>();
    var welcomed = new CompletableFuture<Void>();
    catalog().follow(new Hearing(service, heard, welcomed));
    now(welcomed);
    SettingsEntry second = replaced(put(service, OTHERS, Precondition.ANYTHING));
    delete(service, Precondition.ANYTHING);
    SettingsEntry deleted = catalog().settingsEntry(service).orElseThrow();
    assertEquals(
        List.of(
            new SettingsChange(service, null, first),
            new SettingsChange(service, first, second),
            new SettingsChange(service, second, deleted)),
        heard);
  }

  private record Hearing(
      ServiceName service, List<SettingsChange> heard, CompletableFuture<Void> welcomed)
      implements Follower {
    @Override
    public void changed(List<Change> changes) {}

    @Override
    public void settingsChanged(SettingsChange change) {
      if (change.service().equals(service)) {
        heard.add(change);
      }
    }

    @Override
    public void loaded() {
      welcomed.complete(null);
    }
  }

  /** What a stage gives, which it has to within 10 s of real time. */
  protected static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private Settling put(ServiceName service, ServiceSettings settings, Precondition only) {
    return now(book().put(service, settings, only));
  }

  private SettingsRemoval delete(ServiceName service, Precondition only) {
    return now(book().delete(service, only));
  }

  private static SettingsEntry created(Settling outcome) {
    return assertInstanceOf(Settling.Created.class, outcome).now();
  }

  private static SettingsEntry replaced(Settling outcome) {
    return assertInstanceOf(Settling.Replaced.class, outcome).now();
  }

  private static Optional<ServiceSettings> of(ServiceSettings settings) {
    return Optional.of(settings);
  }

  private Catalog catalog() {
    return catalogs().getFirst();
  }

  /** Waits until every node knows what is expected. */
  private void awaitEverywhere(ServiceName service, Predicate<Optional<SettingsEntry>> expected) {
    for (Catalog catalog : catalogs()) {
      var met = new CompletableFuture<Void>();
      catalog.follow(new Waiting(catalog, service, expected, met));
      now(met);
    }
  }

  /** Looks when it is told of the present, and at each change. */
  private record Waiting(
      Catalog catalog,
      ServiceName service,
      Predicate<Optional<SettingsEntry>> expected,
      CompletableFuture<Void> met)
      implements Follower {
    @Override
    public void changed(List<Change> changes) {}

    @Override
    public void settingsChanged(SettingsChange change) {
      look();
    }

    @Override
    public void loaded() {
      look();
    }

    private void look() {
      if (expected.test(catalog.settingsEntry(service))) {
        met.complete(null);
      }
    }
  }
}
