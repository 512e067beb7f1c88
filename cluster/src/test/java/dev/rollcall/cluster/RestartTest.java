package dev.rollcall.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.cluster.journal.JournalRefusedException;
import dev.rollcall.cluster.journal.JournalSettings;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.Registration;
import dev.rollcall.registry.Removal;
import dev.rollcall.registry.Renewal;
import dev.rollcall.registry.Service;
import dev.rollcall.registry.Unavailable;
import dev.rollcall.registry.agreed.Agreed;
import dev.rollcall.registry.agreed.Contribution;
import dev.rollcall.registry.agreed.CookieKey;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.standing.JournalState.Durability;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.RemovalReason;
import dev.rollcall.registry.state.Tombstone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is left of a cluster, and what is not, when its nodes come back with their journals. */
class RestartTest {
  private static final ServiceName FLEET = new ServiceName("fleet");
  private static final List<InstanceKey> KEYS =
      IntStream.range(0, 30).mapToObj(i -> InstanceKey.of("fleet", "i" + i)).toList();
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration WEEK = Duration.ofDays(7);

  @TempDir Path folder;

  private final ManualTime time = new ManualTime();
  private final List<TestCluster> clusters = new ArrayList<>();

  @AfterEach
  void close() {
    clusters.forEach(TestCluster::close);
  }

  @ParameterizedTest
  @EnumSource
  void allThatWasAcknowledgedIsThereAfterAStopOfAllMembers(Durability durability) {
    TestCluster before = cluster(durability, "a", "b", "c");
    KEYS.forEach(key -> register(before, KEYS.indexOf(key) % 3, key));
    InstanceKey gone = KEYS.getFirst();
    assertInstanceOf(Removal.Removed.class, now(before.node(1).registry().deregister(gone)));
    before.awaitEverywhere(catalog -> registered(catalog).size() == KEYS.size() - 1);
    before.close();

    time.advance(Duration.ofMinutes(1));
    TestCluster after = cluster(durability, "a", "b", "c");
    for (Catalog catalog : after.catalogs()) {
      assertTrue(catalog.isLoaded());
      assertEquals(KEYS.size() - 1, registered(catalog).size());
      assertTrue(registered(catalog).stream().allMatch(Registered::restored));
      assertEquals(KEYS.size() - 1, service(catalog).healthyInstances().size(), "DNS gives them");
      var tombstone = assertInstanceOf(Tombstone.class, entry(catalog, gone));
      assertEquals(RemovalReason.DEREGISTERED, tombstone.reason());
    }
    assertEquals(
        List.of(29, 29, 29),
        IntStream.range(0, 3)
            .mapToObj(i -> after.node(i).membership().standing().journal().get().restored())
            .toList());
  }

  /** A follower such as the answer compiler has all before it hears that the catalogue is whole. */
  @Test
  void whatIsRestoredIsThereWhenTheNodeSaysThatItIsLoaded() {
    TestCluster before = cluster(Durability.SYNC, "a");
    register(before, 0, KEYS.getFirst());
    before.close();
    var seen = new CompletableFuture<Integer>();
    TestCluster after = cluster(Durability.SYNC);
    after.join(
        node ->
            node.catalog()
                .follow(new WhenLoaded(() -> seen.complete(registered(node.catalog()).size()))),
        journal("a", Durability.SYNC));
    assertEquals(1, now(seen));
  }

  @Test
  void aRestoredInstanceIsGivenOneFullLease() {
    TestCluster before = cluster(Durability.BATCHED, "a", "b");
    register(before, 0, KEYS.getFirst());
    register(before, 0, KEYS.getLast());
    before.close();

    time.advance(Duration.ofHours(1));
    TestCluster after = cluster(Durability.BATCHED, "a", "b");
    after.settle();
    time.advance(LEASE.minusMillis(1));
    after.settle();
    after.awaitEverywhere(catalog -> registered(catalog).size() == 2);
    renew(after, KEYS.getLast());
    time.advance(Duration.ofSeconds(1).plusMillis(1));
    after.settle();
    after.awaitEverywhere(catalog -> registered(catalog).size() == 1);
  }

  @Test
  void theFirstHeartbeatAnywhereTakesTheMarkAwayAndTheSecondChangesNothing() {
    TestCluster before = cluster(Durability.BATCHED, "a", "b");
    register(before, 0, KEYS.getFirst());
    before.close();

    TestCluster after = cluster(Durability.BATCHED, "a", "b");
    Entry restored = entry(after.catalogs().getFirst(), KEYS.getFirst());
    renew(after, KEYS.getFirst());
    after.awaitEverywhere(catalog -> registered(catalog).stream().noneMatch(Registered::restored));
    Entry heard = entry(after.catalogs().getFirst(), KEYS.getFirst());
    assertEquals(restored.version().next(), heard.version());
    renew(after, KEYS.getFirst());
    after.settle();
    assertEquals(heard, entry(after.catalogs().getFirst(), KEYS.getFirst()));
    assertEquals(0, after.node(0).membership().standing().journal().get().restored());
  }

  @Test
  void serialAndCookieKeysSurvive() {
    var key = new CookieKey(1, 2, time.instant());
    TestCluster before = cluster(Durability.SYNC, "a", "b");
    long serial = time.instant().plusSeconds(1000).getEpochSecond();
    assertInstanceOf(
        Contribution.Made.class,
        now(before.agreements().getFirst().contribute(new Agreed(serial, List.of(key)))));
    before.close();

    TestCluster after = cluster(Durability.SYNC, "b");
    Agreed found = after.agreements().getFirst().current();
    assertEquals(List.of(key), found.cookieKeys());
    assertEquals(serial + 1, found.serial(), "what came after it may have been lost");
    after.join(journal("a", Durability.SYNC));
    assertEquals(found, after.agreements().getLast().current());
  }

  @Test
  void aWeekOldJournalBringsNothingIntoARunningCluster() {
    TestCluster old = cluster(Durability.SYNC, "old");
    KEYS.forEach(key -> register(old, 0, key));
    old.close();
    time.advance(WEEK);
    TestCluster running = cluster(Durability.SYNC, "a");
    time.advance(Restoration.WINDOW);

    ClusterNode back = running.join(journal("old", Durability.SYNC));
    running.settle();
    running.awaitEverywhere(catalog -> registered(catalog).isEmpty());
    assertEquals(0, back.membership().standing().journal().get().restored());
  }

  @Test
  void aWeekOldJournalIsTakenWhileTheClusterIsYoung() {
    TestCluster old = cluster(Durability.SYNC, "old");
    register(old, 0, KEYS.getFirst());
    old.close();
    time.advance(WEEK);
    TestCluster running = cluster(Durability.SYNC, "a");
    time.advance(Restoration.WINDOW.minusSeconds(1));

    running.join(journal("old", Durability.SYNC));
    running.awaitEverywhere(catalog -> registered(catalog).size() == 1);
  }

  @Test
  void aNodeThatDiedAloneBringsItsOwnAcknowledgementsBackIfItComesSoon() {
    TestCluster running = cluster(Durability.SYNC, "a");
    time.advance(WEEK);
    TestCluster alone = cluster(Durability.SYNC, "alone");
    register(alone, 0, KEYS.getFirst());
    alone.crash(0);
    time.advance(Restoration.WINDOW.minusSeconds(1));

    running.join(journal("alone", Durability.SYNC));
    running.awaitEverywhere(catalog -> registered(catalog).size() == 1);
  }

  @Test
  void ofWhatTheClusterKnowsTheHigherVersionWinsHoweverOldTheJournalIs() {
    TestCluster running = cluster(Durability.SYNC, "a");
    register(running, 0, KEYS.get(0));
    register(running, 0, KEYS.get(1));
    running.close();
    copy("a", "copy");
    TestCluster again = cluster(Durability.SYNC, "a");
    register(again, 0, KEYS.get(0));
    Entry newest = entry(again.catalogs().getFirst(), KEYS.get(0));
    again.close();
    TestCluster third = cluster(Durability.SYNC, "copy");
    Registered older = registered(third.catalogs().getFirst()).getFirst();
    assertTrue(newest.supersedes(older));
    time.advance(WEEK);
    third.join(journal("a", Durability.SYNC));
    third.awaitEverywhere(
        catalog -> entry(catalog, KEYS.get(0)).version().equals(newest.version()));
  }

  /** The clock of the machine was set back while all were down. */
  @Test
  void whatIsRegisteredAfterARestartIsLaterThanAllThatWasBefore() {
    TestCluster before = cluster(Durability.SYNC, "a");
    time.advance(Duration.ofHours(1));
    register(before, 0, KEYS.getFirst());
    assertInstanceOf(
        Removal.Removed.class, now(before.node(0).registry().deregister(KEYS.getFirst())));
    Entry last = entry(before.catalogs().getFirst(), KEYS.getFirst());
    before.close();

    var slow = new ManualTime();
    var after = new TestCluster(slow, 0);
    clusters.add(after);
    after.join(journal("a", Durability.SYNC));
    register(after, 0, KEYS.getLast());
    Entry first = entry(after.catalogs().getFirst(), KEYS.getLast());
    assertTrue(first.changed().compareTo(last.changed()) > 0);
  }

  @Test
  void aJournalOfAnotherZoneStopsTheNodeBeforeItJoins() throws IOException {
    cluster(Durability.SYNC, "a").close();
    var other = new JournalSettings(folder.resolve("a"), "a.example", Durability.SYNC);
    try (var node = new ClusterNode(ClusterSettings.alone().withJournal(other), time)) {
      assertThrows(JournalRefusedException.class, node::join);
      assertThrows(NullPointerException.class, node::hazelcast);
    }
  }

  @Test
  void onlyTheOwnerMayReadTheJournal() throws IOException {
    cluster(Durability.SYNC, "a");
    assertEquals("rwx------", permissions(folder.resolve("a")));
    try (Stream<Path> files = Files.list(folder.resolve("a"))) {
      List<Path> all = files.toList();
      assertFalse(all.isEmpty());
      for (Path file : all) {
        assertEquals("rw-------", permissions(file));
      }
    }
  }

  private TestCluster cluster(Durability durability, String... journals) {
    var cluster = new TestCluster(time, 0);
    clusters.add(cluster);
    Stream.of(journals).forEach(name -> cluster.join(journal(name, durability)));
    cluster.awaitMembers(journals.length);
    return cluster;
  }

  private JournalSettings journal(String name, Durability durability) {
    return new JournalSettings(folder.resolve(name), "test.internal", durability);
  }

  private void copy(String from, String to) {
    try (Stream<Path> files = Files.list(folder.resolve(from))) {
      Files.createDirectories(folder.resolve(to));
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(to).resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void register(TestCluster cluster, int node, InstanceKey key) {
    var instance = Instance.of(key, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(80));
    Registration outcome = now(cluster.node(node).registry().register(instance.withLease(LEASE)));
    assertFalse(outcome instanceof Unavailable, outcome.toString());
  }

  private static void renew(TestCluster cluster, InstanceKey key) {
    assertEquals(
        new Renewal.Renewed(List.of()), now(cluster.node(1).registry().renew(List.of(key))));
  }

  private static Service service(Catalog catalog) {
    return catalog.service(FLEET).orElseThrow();
  }

  private static Entry entry(Catalog catalog, InstanceKey key) {
    InstanceId id = key.id();
    return service(catalog).entry(id).orElseThrow();
  }

  private static List<Registered> registered(Catalog catalog) {
    return catalog.service(FLEET).map(Service::registered).orElse(List.of());
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
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
