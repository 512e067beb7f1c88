package dev.rollcall.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Change;
import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.Registration;
import dev.rollcall.registry.Renewal;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.lease.LeaseSettings;
import dev.rollcall.registry.service.Precondition;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.standing.Hold;
import dev.rollcall.registry.state.Command;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.RemovalReason;
import dev.rollcall.registry.state.Tombstone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an owner does not know of its leases, others do: members that are paused, split, wrong. */
class LeasesKeepTheirWordTest {
  private static final ServiceName FLEET = new ServiceName("fleet");
  private static final List<InstanceKey> KEYS =
      IntStream.range(0, 30).mapToObj(i -> InstanceKey.of("fleet", "i" + i)).toList();
  private static final List<InstanceKey> ALIVE = KEYS.subList(0, 15);
  private static final InstanceKey KEY = KEYS.getFirst();
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration JUST_UNDER = LEASE.minusMillis(1);
  private static final Duration TO_THE_LATEST_END = Duration.ofSeconds(1).plusMillis(1);

  private final ManualTime time = new ManualTime();
  private final List<TestCluster> clusters = new ArrayList<>();

  @AfterEach
  void close() {
    clusters.forEach(TestCluster::close);
  }

  @Test
  void whatAMemberHeardAndCouldNotTellOfRenewsAllTheSame() {
    TestCluster cluster = fleet(TestCluster.ALL_MAY_END);
    time.advance(JUST_UNDER);
    heartbeats(cluster, 2, ALIVE);
    time.advance(TO_THE_LATEST_END);
    cluster.endLeases();
    cluster.awaitEverywhere(catalog -> registered(catalog).equals(Set.copyOf(ALIVE)));
    time.advance(JUST_UNDER.minus(TO_THE_LATEST_END));
    cluster.endLeases();
    cluster.awaitEverywhere(catalog -> registered(catalog).equals(Set.copyOf(ALIVE)));
    time.advance(TO_THE_LATEST_END);
    cluster.endLeases();
    cluster.awaitEverywhere(catalog -> registered(catalog).isEmpty());
  }

  @Test
  void whatAMemberHeardBeforeItCrashedHoldsForOneMoreLength() {
    TestCluster cluster = fleet(TestCluster.ALL_MAY_END);
    time.advance(JUST_UNDER);
    heartbeats(cluster, 2, KEYS);
    cluster.crash(2);
    cluster.awaitMembers(2);
    time.advance(TO_THE_LATEST_END);
    cluster.endLeases();
    time.advance(JUST_UNDER);
    cluster.endLeases();
    cluster.awaitEverywhere(catalog -> registered(catalog).equals(Set.copyOf(KEYS)));
    time.advance(TO_THE_LATEST_END);
    cluster.endLeases();
    cluster.awaitEverywhere(catalog -> registered(catalog).isEmpty());
  }

  @Test
  void whatAMemberMayHaveHeardThatIsAboutToComeBackWaitsForIt() throws IOException {
    TestCluster cluster = fleet(TestCluster.ALL_MAY_END);
    MemberAddress lost = TestCluster.address(cluster.node(2));
    cluster.crash(2);
    cluster.awaitMembers(2);
    try (var listening = new ServerSocket(lost.port(), 50, InetAddress.ofLiteral(lost.host()))) {
      Thread.ofVirtual().start(() -> greet(listening));
      cluster.node(0).watchReturning();
      cluster.node(1).watchReturning();
      cluster.endLeases(); // all start over, since a member is gone
      time.advance(LEASE.plus(TO_THE_LATEST_END));
      cluster.endLeases();
      assertEquals(Set.copyOf(KEYS), registered(cluster.node(0).catalog()));
      assertEquals(
          List.of(Hold.Reason.MEMBER_SILENT),
          cluster.node(0).membership().standing().holds().stream().map(Hold::reason).toList());
    }
    cluster.node(0).watchReturning();
    cluster.node(1).watchReturning();
    time.advance(TO_THE_LATEST_END); // what is held is looked at again
    cluster.endLeases();
    cluster.awaitEverywhere(catalog -> registered(catalog).isEmpty());
  }

  /** Answers as members do, until the socket is closed. */
  private static void greet(ServerSocket listening) {
    try {
      while (true) {
        try (Socket client = listening.accept()) {
          client.getOutputStream().write(client.getInputStream().readNBytes(3));
        }
      }
    } catch (IOException e) {
      if (!listening.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void anEndThatCameTooSoonIsObjectedToByWhoHeardOfTheInstance() {
    TestCluster cluster = fleet(LeaseSettings.DEFAULT);
    time.advance(LEASE); // of what node 0 heard when it was registered
    Set<InstanceKey> vanished = vanished(cluster.node(2).catalog());
    Registered held = (Registered) entry(cluster.node(0).catalog(), KEY);
    heartbeats(cluster, 2, List.of(KEY));
    carryOut(cluster.node(0), new Command.Expire(KEY, held.registered()));
    cluster.await(() -> entry(cluster.node(0).catalog(), KEY) instanceof Tombstone);
    cluster.await(
        () -> {
          cluster.endLeases();
          return cluster.catalogs().stream().allMatch(catalog -> isRevived(catalog, held));
        });
    assertEquals(Set.of(), vanished);
    assertEquals(1, cluster.node(2).leaseEvents().revived());
    time.advance(JUST_UNDER);
    cluster.endLeases();
    cluster.awaitEverywhere(catalog -> registered(catalog).contains(KEY));
  }

  @Test
  void whatIsDeregisteredAfterItsEndIsNotRevived() {
    TestCluster cluster = fleet(LeaseSettings.DEFAULT);
    time.advance(LEASE); // of what node 0 heard when it was registered
    Registered held = (Registered) entry(cluster.node(0).catalog(), KEY);
    heartbeats(cluster, 2, List.of(KEY));
    carryOut(cluster.node(0), new Command.Expire(KEY, held.registered()));
    now(cluster.node(2).registry().deregister(KEY));
    cluster.endLeases();
    cluster.awaitEverywhere(
        catalog ->
            entry(catalog, KEY) instanceof Tombstone gone
                && gone.reason() == RemovalReason.DEREGISTERED);
    assertEquals(0, cluster.node(2).leaseEvents().revived());
  }

  @Test
  void massSilenceIsHeldAndEndsByItself() {
    TestCluster cluster = fleet(LeaseSettings.DEFAULT);
    fallSilent(cluster);
    assertEquals(KEYS.size(), held(cluster, Hold.Reason.SERVICE_SHARE));
    time.advance(LeaseSettings.DEFAULT.hold().minus(Duration.ofSeconds(2)));
    cluster.endLeases();
    cluster.awaitEverywhere(catalog -> registered(catalog).size() == KEYS.size());
    for (int second = 0; second < 4; second++) {
      time.advance(Duration.ofSeconds(1));
      cluster.endLeases();
    }
    cluster.awaitEverywhere(catalog -> registered(catalog).isEmpty());
    assertEquals(0, held(cluster, Hold.Reason.SERVICE_SHARE));
  }

  @Test
  void aServiceMayHaveAShareOfItsOwn() {
    TestCluster cluster = fleet(TestCluster.ALL_MAY_END);
    ServiceName service = KEYS.getFirst().service();
    ServiceSettings half = ServiceSettings.NONE.withPreservationShare(50);
    now(cluster.node(0).settings().put(service, half, Precondition.ANYTHING));
    cluster.awaitEverywhere(catalog -> catalog.settings(service).equals(half));
    fallSilent(cluster);
    assertEquals(KEYS.size(), held(cluster, Hold.Reason.SERVICE_SHARE));
  }

  @Test
  void whatIsHeardOfAgainIsHeldNoLonger() {
    TestCluster cluster = fleet(LeaseSettings.DEFAULT);
    fallSilent(cluster);
    heartbeats(cluster, 1, ALIVE);
    cluster.settle();
    assertEquals(KEYS.size() - ALIVE.size(), held(cluster, Hold.Reason.SERVICE_SHARE));
    time.advance(JUST_UNDER);
    cluster.settle();
    cluster.awaitEverywhere(catalog -> registered(catalog).containsAll(ALIVE));
  }

  @Test
  void anOwnerThatWakesFromAPauseGivesEveryLeaseOneFullLength() {
    TestCluster cluster = fleet(TestCluster.ALL_MAY_END);
    cluster.node(0).tick();
    time.advance(LEASE.plus(TO_THE_LATEST_END));
    for (int node = 0; node < 3; node++) {
      cluster.node(node).tick(); // the first tick of the others: only node 0 notices
    }
    assertEquals(1, cluster.node(0).leaseEvents().pauses());
    int kept = cluster.node(0).membership().standing().leasesHeld();
    assertTrue(kept > 0);
    cluster.awaitEverywhere(catalog -> registered(catalog).size() == kept);
    time.advance(JUST_UNDER);
    cluster.endLeases();
    cluster.awaitEverywhere(catalog -> registered(catalog).size() == kept);
    time.advance(TO_THE_LATEST_END);
    cluster.endLeases();
    cluster.awaitEverywhere(catalog -> registered(catalog).isEmpty());
  }

  /**
   * Each side of a split knows the instance; the larger side ends it, the other one hears of it.
   */
  @Test
  void afterASplitAnExpiryLosesAgainstTheHeartbeatsOfTheOtherSide() {
    TestCluster one = cluster(2, TestCluster.ALL_MAY_END);
    TestCluster other = cluster(1, TestCluster.ALL_MAY_END);
    now(register(one, KEY));
    Registered held = (Registered) entry(one.node(0).catalog(), KEY);
    carryOut(other.node(0), new Command.Merge(held));
    one.settle();
    other.settle();
    Set<InstanceKey> vanished = vanished(other.node(0).catalog());

    time.advance(JUST_UNDER);
    heartbeats(other, 0, List.of(KEY));
    other.settle();
    time.advance(TO_THE_LATEST_END);
    one.settle();
    other.settle();
    one.awaitEverywhere(catalog -> entry(catalog, KEY) instanceof Tombstone);

    TestCluster.findOneAnother(one.node(0), other.node(0));
    one.await(() -> other.node(0).membership().members().size() == 3);
    one.await(
        () -> {
          other.settle();
          one.settle();
          return isRevived(one.node(0).catalog(), held)
              && isRevived(one.node(1).catalog(), held)
              && isRevived(other.node(0).catalog(), held);
        });
    assertEquals(Set.of(), vanished);
  }

  /** Every member has seen that the leases are late before the first of them is over. */
  private void fallSilent(TestCluster cluster) {
    time.advance(JUST_UNDER);
    cluster.endLeases();
    time.advance(TO_THE_LATEST_END);
    cluster.endLeases();
  }

  private TestCluster fleet(LeaseSettings settings) {
    TestCluster cluster = cluster(3, settings);
    KEYS.forEach(key -> now(register(cluster, key)));
    cluster.awaitEverywhere(catalog -> registered(catalog).size() == KEYS.size());
    cluster.settle();
    return cluster;
  }

  private TestCluster cluster(int members, LeaseSettings settings) {
    var cluster = new TestCluster(time, members, settings);
    clusters.add(cluster);
    return cluster;
  }

  /** Which instances that catalogue stops giving from now on. */
  private static Set<InstanceKey> vanished(Catalog catalog) {
    Set<InstanceKey> vanished = ConcurrentHashMap.newKeySet();
    catalog.follow(
        changes ->
            changes.stream()
                .filter(change -> !(change.after() instanceof Registered))
                .map(Change::key)
                .forEach(vanished::add));
    return vanished;
  }

  private static boolean isRevived(Catalog catalog, Registered held) {
    return entry(catalog, held.key()) instanceof Registered now
        && now.instance().equals(held.instance())
        && now.version().equals(held.version().next().next());
  }

  private static Entry entry(Catalog catalog, InstanceKey key) {
    return catalog.service(key.service()).flatMap(service -> service.entry(key.id())).orElseThrow();
  }

  private static int held(TestCluster cluster, Hold.Reason reason) {
    return IntStream.range(0, 3)
        .mapToObj(node -> cluster.node(node).membership().standing().holds())
        .flatMap(List::stream)
        .filter(hold -> hold.reason() == reason)
        .mapToInt(Hold::leases)
        .sum();
  }

  private static void carryOut(ClusterNode node, Command command) {
    now(node.running().commands().carryOut(command));
  }

  private static CompletionStage<Registration> register(TestCluster cluster, InstanceKey key) {
    var instance = Instance.of(key, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(80));
    return cluster.node(0).registry().register(instance.withLease(LEASE));
  }

  private static void heartbeats(TestCluster cluster, int node, List<InstanceKey> keys) {
    assertEquals(new Renewal.Renewed(List.of()), now(cluster.node(node).registry().renew(keys)));
  }

  private static Set<InstanceKey> registered(Catalog catalog) {
    return Set.copyOf(
        catalog.service(FLEET).stream()
            .flatMap(service -> service.registered().stream())
            .map(Registered::key)
            .toList());
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
