package dev.rollcall.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.agreed.Agreed;
import dev.rollcall.registry.agreed.Agreement;
import dev.rollcall.registry.agreed.Contribution;
import dev.rollcall.registry.agreed.CookieKey;
import dev.rollcall.registry.agreed.CookieKeys;
import dev.rollcall.registry.live.LiveAgreement;
import dev.rollcall.registry.live.LiveView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What members agreed on, when members crash, join, and lose sight of one another. */
class AgreementFailoverTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final CookieKey KEY = new CookieKey(1, 2, NOON);
  private static final Agreed SOMETHING = new Agreed(100, List.of(KEY));

  private final ManualTime time = new ManualTime();
  private final List<TestCluster> clusters = new ArrayList<>();

  @AfterEach
  void close() {
    clusters.forEach(TestCluster::close);
  }

  @Test
  void whatIsAgreedSurvivesTheCrashOfItsOwner() {
    TestCluster cluster = cluster(3);
    contribute(cluster, 0, SOMETHING);
    cluster.crash(owner(cluster));
    cluster.awaitMembers(2);
    assertEquals(
        SOMETHING, made(contribute(cluster, 0, Agreed.NOTHING)), "as the next owner has it");
    assertEquals(new Agreed(101, List.of(KEY)), made(contribute(cluster, 1, Agreed.serial(101))));
    awaitEverywhere(cluster, new Agreed(101, List.of(KEY)));
  }

  @Test
  void whatIsContributedWhileItsOwnerCrashesIsTriedUntilTheBackupsHaveIt() {
    TestCluster cluster = cluster(3);
    int owner = owner(cluster);
    var parts = IntStream.rangeClosed(1, 20).mapToObj(Agreed::serial).toList();
    List<CompletionStage<Contribution>> outcomes = new ArrayList<>();
    Agreement other = cluster.agreements().get((owner + 1) % 3);
    cluster.crash(owner, () -> parts.forEach(part -> outcomes.add(other.contribute(part))));
    outcomes.forEach(outcome -> made(now(outcome)));
    awaitEverywhere(cluster, Agreed.serial(20));
  }

  @Test
  void aNodeThatJoinsKnowsWhatIsAgreedBeforeItSaysThatItIsLoaded() {
    TestCluster cluster = cluster(2);
    contribute(cluster, 0, SOMETHING);
    var knownWhenLoaded = new CompletableFuture<Agreed>();
    cluster.join(
        node ->
            node.catalog()
                .follow(
                    new WhenLoaded(() -> knownWhenLoaded.complete(node.agreement().current()))));
    assertEquals(SOMETHING, now(knownWhenLoaded));
  }

  @Test
  void aNodeThatHasNotJoinedRefusesContributions() {
    try (var node = new ClusterNode(ClusterSettings.alone(), time)) {
      assertInstanceOf(Contribution.Refused.class, now(node.agreement().contribute(SOMETHING)));
    }
  }

  @Test
  void aNodeThatHasStoppedRefusesContributions() {
    TestCluster cluster = cluster(2);
    Agreement agreement = cluster.agreements().getLast();
    cluster.leave(1);
    assertInstanceOf(Contribution.Refused.class, now(agreement.contribute(SOMETHING)));
  }

  @Test
  void whatTheMapLostIsPutBack() {
    TestCluster cluster = cluster(2);
    contribute(cluster, 0, SOMETHING);
    map(cluster).delete(HazelcastAgreement.KEY);
    cluster.node(0).reconcile();
    cluster.await(() -> SOMETHING.equals(map(cluster).get(HazelcastAgreement.KEY)));
  }

  @Test
  void whatWasNotHeardOfIsFound() {
    TestCluster cluster = cluster(2);
    contribute(cluster, 0, SOMETHING);
    try (var view = new LiveView()) {
      var late = new HazelcastAgreement(new LiveAgreement(view));
      late.joins(map(cluster));
      assertEquals(Agreed.NOTHING, late.current());
      late.reconcile();
      assertEquals(SOMETHING, late.current());
    }
  }

  @Test
  void afterASplitBothSidesKnowWhatEitherAgreedOn() {
    var otherKey = new CookieKey(3, 4, NOON.plusSeconds(1));
    TestCluster one = cluster(2);
    TestCluster other = cluster(1);
    contribute(one, 0, new Agreed(100, List.of(KEY)));
    contribute(other, 0, new Agreed(300, List.of(otherKey)));

    TestCluster.findOneAnother(one.node(0), other.node(0));

    one.await(() -> one.node(0).membership().members().size() == 3);
    one.await(() -> other.node(0).membership().members().size() == 3);
    var all = new Agreed(300, List.of(otherKey, KEY));
    awaitEverywhere(one, all);
    awaitEverywhere(other, all);
    one.await(() -> all.equals(map(one).get(HazelcastAgreement.KEY)));
  }

  @Test
  void theMembersHaveOneKeyWhichIsRolledOverAfterADay() {
    TestCluster cluster = new TestCluster(time, 0);
    clusters.add(cluster);
    var keepers = new ArrayList<CookieKeys>();
    for (int i = 0; i < 3; i++) {
      var random = new Random(i);
      cluster.join(
          node -> {
            var keeper = new CookieKeys(node.agreement(), time, random);
            node.catalog().follow(keeper);
            keepers.add(keeper);
          });
    }
    cluster.awaitMembers(3);
    awaitKeys(cluster, 1);
    CookieKey first = cluster.agreements().getFirst().current().cookieKeys().getFirst();

    time.advance(Duration.ofHours(24));
    keepers.forEach(CookieKeys::keep);
    awaitKeys(cluster, 2);
    keepers.forEach(CookieKeys::keep);
    List<CookieKey> keys = cluster.agreements().getFirst().current().cookieKeys();
    awaitEverywhere(cluster, new Agreed(0, keys));
    assertEquals(first, keys.getLast());
    assertEquals(time.instant().plusSeconds(60), keys.getFirst().activeFrom());
  }

  private TestCluster cluster(int members) {
    var cluster = new TestCluster(time, members);
    clusters.add(cluster);
    return cluster;
  }

  private static int owner(TestCluster cluster) {
    return IntStream.range(0, cluster.agreements().size())
        .filter(i -> isOwner(cluster.node(i).hazelcast()))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isOwner(HazelcastInstance member) {
    var partition = member.getPartitionService().getPartition(HazelcastAgreement.KEY);
    return member.getCluster().getLocalMember().equals(partition.getOwner());
  }

  private static IMap<String, Agreed> map(TestCluster cluster) {
    return cluster.node(0).hazelcast().getMap(HazelcastSettings.AGREED);
  }

  private static Contribution contribute(TestCluster cluster, int node, Agreed part) {
    return now(cluster.agreements().get(node).contribute(part));
  }

  private static Agreed made(Contribution outcome) {
    return assertInstanceOf(Contribution.Made.class, outcome).now();
  }

  private static void awaitEverywhere(TestCluster cluster, Agreed expected) {
    cluster.await(
        () -> cluster.agreements().stream().allMatch(seen -> seen.current().equals(expected)));
  }

  private static void awaitKeys(TestCluster cluster, int count) {
    cluster.await(
        () ->
            cluster.agreements().stream()
                .allMatch(seen -> seen.current().cookieKeys().size() == count));
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
