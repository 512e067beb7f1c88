package dev.rollcall.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import dev.rollcall.cluster.journal.JournalSettings;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Member;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.agreed.Agreement;
import dev.rollcall.registry.lease.LeaseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Members in one process, on loopback and free ports, whose clocks a test moves. */
final class TestCluster implements AutoCloseable {
  /** No share of the leases is too large to end at once. */
  static final LeaseSettings ALL_MAY_END = new LeaseSettings(100, Duration.ofMinutes(10));

  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final int PARTITIONS = 271;

  private final TimeSource time;
  private final LeaseSettings leases;
  private final List<ClusterNode> nodes = new ArrayList<>();

  TestCluster(TimeSource time, int members) {
    this(time, members, LeaseSettings.DEFAULT);
  }

  TestCluster(TimeSource time, int members, LeaseSettings leases) {
    this.time = time;
    this.leases = leases;
    for (int i = 0; i < members; i++) {
      join();
    }
    awaitMembers(members);
  }

  ClusterNode node(int index) {
    return nodes.get(index);
  }

  List<Catalog> catalogs() {
    return nodes.stream().map(ClusterNode::catalog).toList();
  }

  List<Agreement> agreements() {
    return nodes.stream().map(ClusterNode::agreement).toList();
  }

  ClusterNode join() {
    return join(node -> {});
  }

  /** A node joins that was prepared before it knew anything. */
  ClusterNode join(Consumer<ClusterNode> prepared) {
    return join(prepared, settings());
  }

  /** A node joins that keeps a journal. */
  ClusterNode join(JournalSettings journal) {
    return join(node -> {}, journal);
  }

  ClusterNode join(Consumer<ClusterNode> prepared, JournalSettings journal) {
    return join(prepared, settings().withJournal(journal));
  }

  private ClusterSettings settings() {
    return new ClusterSettings(
            new MemberAddress("127.0.0.1", 0),
            nodes.stream().limit(1).map(TestCluster::address).toList(),
            List.of())
        .withLeases(leases);
  }

  private ClusterNode join(Consumer<ClusterNode> prepared, ClusterSettings settings) {
    var node = new ClusterNode(settings, time);
    prepared.accept(node);
    try {
      node.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    nodes.add(node);
    return node;
  }

  /** The node is gone without a word, as after kill -9. */
  void crash(int index) {
    crash(index, () -> {});
  }

  /** The node is gone without a word, while the test does something else. */
  void crash(int index, Runnable meanwhile) {
    ClusterNode crashed = nodes.remove(index);
    var crash =
        Thread.ofVirtual().start(() -> crashed.hazelcast().getLifecycleService().terminate());
    meanwhile.run();
    try {
      crash.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    crashed.close();
  }

  /** The node leaves in order. */
  void leave(int index) {
    nodes.remove(index).close();
  }

  /** All that is due by now happens on every node. */
  void settle() {
    nodes.stream().map(ClusterNode::flushRenewals).forEach(CompletableFuture::join);
    endLeases();
    nodes.forEach(ClusterNode::reconcile);
  }

  /** Leases end that are over by now, and no heartbeat is passed on. */
  void endLeases() {
    nodes.stream().map(ClusterNode::endLeases).forEach(CompletableFuture::join);
  }

  /** How many leases are kept on all members together. */
  int leasesHeld() {
    return nodes.stream().mapToInt(node -> node.membership().standing().leasesHeld()).sum();
  }

  /** Waits until every member sees that many members and no partition is on the move. */
  void awaitMembers(int count) {
    await(() -> nodes.stream().allMatch(node -> sees(node, count)));
  }

  /** Waits until the catalogue of every member is as expected. */
  void awaitEverywhere(Predicate<Catalog> expected) {
    await(() -> catalogs().stream().allMatch(expected));
  }

  /** Waits up to 20 s of real time. */
  void await(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - start < LONGEST.toNanos(), "not within 20 s");
      Thread.onSpinWait();
    }
  }

  private static boolean sees(ClusterNode node, int count) {
    List<Member> members = node.membership().members();
    int owned = members.stream().mapToInt(Member::partitions).sum();
    return members.size() == count
        && owned == PARTITIONS
        && node.hazelcast().getPartitionService().isClusterSafe();
  }

  @Override
  public void close() {
    nodes.reversed().forEach(ClusterNode::close);
    nodes.clear();
  }

  /** Two clusters that come to know of each other merge, as the sides of a split do. */
  static void findOneAnother(ClusterNode one, ClusterNode other) {
    look(one, other);
    look(other, one);
  }

  private static void look(ClusterNode from, ClusterNode to) {
    var node = ((HazelcastInstanceProxy) from.hazelcast()).getOriginal().node;
    node.getConfig()
        .getAdvancedNetworkConfig()
        .getJoin()
        .getTcpIpConfig()
        .addMember(address(to).toString());
    node.getJoiner().searchForOtherClusters();
  }

  static MemberAddress address(ClusterNode node) {
    return MemberAddress.parse(
        node.membership().members().stream()
            .filter(Member::local)
            .findFirst()
            .orElseThrow()
            .address());
  }
}
