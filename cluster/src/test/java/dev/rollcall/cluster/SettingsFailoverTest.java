package dev.rollcall.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.hazelcast.map.IMap;
import dev.rollcall.cluster.journal.JournalSettings;
import dev.rollcall.cluster.wire.SettingsProcessor;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.SettingsRemoval;
import dev.rollcall.registry.Settling;
import dev.rollcall.registry.Unavailable;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.service.Precondition;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.service.SettingsCommand;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.standing.JournalState.Durability;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.Tombstone;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Service settings, when members crash, join, stop all at once, and lose sight of one another. */
class SettingsFailoverTest {
  private static final ServiceName WEB = new ServiceName("web");
  private static final ServiceSettings SOME = ServiceSettings.NONE.withAnswerLimit(8);
  private static final ServiceSettings OTHERS = ServiceSettings.NONE.withAnswerLimit(9);

  @TempDir Path folder;

  private final ManualTime time = new ManualTime();
  private final List<TestCluster> clusters = new ArrayList<>();

  @AfterEach
  void close() {
    clusters.forEach(TestCluster::close);
  }

  @Test
  void settingsSurviveTheCrashOfTheirOwner() {
    TestCluster cluster = cluster(3);
    SettingsEntry first = put(cluster, 0, WEB, SOME);
    cluster.crash(owner(cluster));
    cluster.awaitMembers(2);
    assertEquals(
        Optional.of(first), Optional.ofNullable(map(cluster, 0).get(WEB.text())), "in the map");
    Precondition seen = Precondition.oneOf(Set.of(first.changed()));
    assertInstanceOf(
        Settling.Replaced.class, now(cluster.node(1).settings().put(WEB, OTHERS, seen)));
    awaitEverywhere(cluster, WEB, OTHERS);
  }

  @Test
  void whatIsPutWhileItsOwnerCrashesIsTriedUntilTheBackupsHaveIt() {
    TestCluster cluster = cluster(3);
    int owner = owner(cluster);
    ClusterNode other = cluster.node((owner + 1) % 3);
    List<ServiceName> services =
        IntStream.range(0, 20).mapToObj(i -> new ServiceName("s" + i)).toList();
    List<CompletionStage<Settling>> outcomes = new ArrayList<>();
    cluster.crash(
        owner,
        () ->
            services.forEach(
                service -> outcomes.add(other.settings().put(service, SOME, Precondition.NONE))));
    outcomes.forEach(SettingsFailoverTest::settled);
    services.forEach(service -> awaitEverywhere(cluster, service, SOME));
  }

  /** A backup did not confirm, so the owner is asked again, where all is done already. */
  @Test
  void whatWasExpectedIsNotMissedWhenTheSameIsTriedAgain() {
    var stored = new SimpleEntry<String, SettingsEntry>(WEB.text(), null);
    var first = put(stored, Precondition.NONE, SOME, false);
    assertEquals(first, put(stored, Precondition.NONE, SOME, true));
    Precondition seen = Precondition.oneOf(Set.of(first.changed()));
    var second = put(stored, seen, OTHERS, false);
    assertEquals(second, put(stored, seen, OTHERS, true));
    var delete = new SettingsCommand.Delete(WEB, Precondition.SOME);
    var gone = new SettingsProcessor(delete, new HybridTime(9), false).process(stored);
    assertEquals(new SettingsRemoval.Deleted(), SettingsRemoval.of(gone));
    var again = new SettingsProcessor(delete, new HybridTime(10), true).process(stored);
    assertEquals(new SettingsRemoval.Deleted(), SettingsRemoval.of(again));
  }

  @Test
  void aNodeThatJoinsKnowsSettingsBeforeItSaysThatItIsLoaded() {
    TestCluster cluster = cluster(2);
    put(cluster, 0, WEB, SOME);
    var known = new CompletableFuture<ServiceSettings>();
    cluster.join(
        node ->
            node.catalog()
                .follow(new WhenLoaded(() -> known.complete(node.catalog().settings(WEB)))));
    assertEquals(SOME, now(known));
  }

  @Test
  void aNodeThatHasStoppedRefusesSettings() {
    TestCluster cluster = cluster(2);
    var book = cluster.node(1).settings();
    cluster.leave(1);
    assertInstanceOf(Unavailable.class, now(book.put(WEB, SOME, Precondition.ANYTHING)));
    assertInstanceOf(Unavailable.class, now(book.delete(WEB, Precondition.ANYTHING)));
  }

  @Test
  void settingsThatTheMapLostArePutBack() {
    TestCluster cluster = cluster(2);
    SettingsEntry first = put(cluster, 0, WEB, SOME);
    var lost = new SettingsEntry(WEB, first.changed().next(), Optional.of(OTHERS));
    now(view(cluster).apply(lost));
    cluster.node(0).reconcile();
    cluster.await(() -> lost.equals(map(cluster, 0).get(WEB.text())));
    awaitEverywhere(cluster, WEB, OTHERS);
  }

  @Test
  void settingsThatWereNotHeardOfAreFound() {
    TestCluster cluster = cluster(2);
    SettingsEntry entry = put(cluster, 1, WEB, SOME);
    awaitEverywhere(cluster, WEB, SOME);
    now(view(cluster).forget(WEB, entry.changed()));
    cluster.node(0).reconcile();
    assertEquals(Optional.of(entry), view(cluster).settingsEntry(WEB));
  }

  @Test
  void aSpentTraceWhoseDroppingWasLostIsForgottenAndNoneBefore() {
    TestCluster cluster = cluster(2);
    var trace = new SettingsEntry(WEB, HybridTime.at(time.instant()), Optional.empty());
    now(view(cluster).apply(trace));
    time.advance(Tombstone.KEPT);
    cluster.node(0).reconcile();
    assertEquals(Optional.empty(), view(cluster).settingsEntry(WEB));

    now(view(cluster).apply(trace));
    cluster.node(0).reconcile();
    cluster.await(() -> trace.equals(map(cluster, 0).get(WEB.text())));
  }

  @Test
  void afterASplitTheLaterSettingsStayAndADeletionStaysOne() {
    var gone = new ServiceName("gone");
    TestCluster one = cluster(2);
    TestCluster other = cluster(1);
    put(one, 0, WEB, SOME);
    put(one, 0, gone, SOME);
    time.advance(Duration.ofSeconds(1));
    put(other, 0, WEB, OTHERS);
    put(other, 0, gone, OTHERS);
    now(other.node(0).settings().delete(gone, Precondition.ANYTHING));

    TestCluster.findOneAnother(one.node(0), other.node(0));

    one.await(() -> one.node(0).membership().members().size() == 3);
    one.await(() -> other.node(0).membership().members().size() == 3);
    for (TestCluster side : List.of(one, other)) {
      awaitEverywhere(side, WEB, OTHERS);
      awaitEverywhere(side, gone, ServiceSettings.NONE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void settingsAreThereAfterAStopOfAllMembers(Durability durability) {
    var gone = new ServiceName("gone");
    TestCluster before = cluster(0);
    before.join(journal("a", durability));
    before.join(journal("b", durability));
    SettingsEntry entry = put(before, 0, WEB, SOME);
    put(before, 1, gone, SOME);
    now(before.node(0).settings().delete(gone, Precondition.ANYTHING));
    before.close();

    time.advance(Duration.ofMinutes(1));
    TestCluster after = cluster(0);
    after.join(journal("a", durability));
    after.join(journal("b", durability));
    for (Catalog catalog : after.catalogs()) {
      assertEquals(Optional.of(entry), catalog.settingsEntry(WEB));
      assertEquals(Optional.of(true), catalog.settingsEntry(gone).map(SettingsEntry::isDeleted));
    }
    assertEquals(
        1, put(after, 0, WEB, OTHERS).changed().compareTo(entry.changed()), "later than before");
  }

  @Test
  void aWeekOldJournalBringsNoSettingsIntoARunningCluster() {
    TestCluster old = cluster(0);
    old.join(journal("old", Durability.SYNC));
    put(old, 0, WEB, SOME);
    old.close();
    time.advance(Duration.ofDays(7));
    TestCluster running = cluster(0);
    running.join(journal("a", Durability.SYNC));
    time.advance(Restoration.WINDOW);

    ClusterNode back = running.join(journal("old", Durability.SYNC));
    running.settle();
    assertEquals(Optional.empty(), back.catalog().settingsEntry(WEB));
  }

  private JournalSettings journal(String name, Durability durability) {
    return new JournalSettings(folder.resolve(name), "test.internal", durability);
  }

  private TestCluster cluster(int members) {
    var cluster = new TestCluster(time, members);
    clusters.add(cluster);
    return cluster;
  }

  private static LiveView view(TestCluster cluster) {
    return (LiveView) cluster.node(0).catalog();
  }

  private static SettingsEntry put(
      Map.Entry<String, SettingsEntry> stored,
      Precondition only,
      ServiceSettings settings,
      boolean isRepeated) {
    var command = new SettingsCommand.Put(WEB, settings, only);
    var now = stored.getValue() == null ? new HybridTime(5) : stored.getValue().changed().next();
    return switch (Settling.of(new SettingsProcessor(command, now, isRepeated).process(stored))) {
      case Settling.Created(SettingsEntry entry) -> entry;
      case Settling.Replaced(SettingsEntry entry) -> entry;
      case Settling other -> throw new AssertionError(other);
    };
  }

  private static SettingsEntry put(
      TestCluster cluster, int node, ServiceName service, ServiceSettings settings) {
    return settled(cluster.node(node).settings().put(service, settings, Precondition.ANYTHING));
  }

  private static SettingsEntry settled(CompletionStage<Settling> stage) {
    return switch (now(stage)) {
      case Settling.Created(SettingsEntry entry) -> entry;
      case Settling.Replaced(SettingsEntry entry) -> entry;
      case Settling other -> throw new AssertionError(other);
    };
  }

  private static int owner(TestCluster cluster) {
    return IntStream.range(0, cluster.catalogs().size())
        .filter(
            i -> {
              var member = cluster.node(i).hazelcast();
              var partition = member.getPartitionService().getPartition(WEB.text());
              return member.getCluster().getLocalMember().equals(partition.getOwner());
            })
        .findFirst()
        .orElseThrow();
  }

  private static IMap<String, SettingsEntry> map(TestCluster cluster, int node) {
    return cluster.node(node).hazelcast().getMap(HazelcastSettings.SETTINGS);
  }

  private static void awaitEverywhere(
      TestCluster cluster, ServiceName service, ServiceSettings expected) {
    cluster.awaitEverywhere(catalog -> catalog.settings(service).equals(expected));
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private record WhenLoaded(Runnable look) implements Follower {
    @Override
    public void changed(List<Change> changes) {}

    @Override
    public void loaded() {
      look.run();
    }
  }
}
