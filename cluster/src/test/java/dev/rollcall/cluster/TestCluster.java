package dev.rollcall.cluster;

import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Members in one process, on loopback and free ports, whose clocks a test moves. */
final class TestCluster implements AutoCloseable {
  private final TimeSource time;
  private final List<ClusterNode> nodes = new ArrayList<>();

  TestCluster(TimeSource time, int members) {
    this.time = time;
    for (int i = 0; i < members; i++) {
      join();
    }
  }

  ClusterNode node(int index) {
    return nodes.get(index);
  }

  List<Catalog> catalogs() {
    return nodes.stream().map(ClusterNode::catalog).toList();
  }

  ClusterNode join() {
    var settings =
        new ClusterSettings(
            new MemberAddress("127.0.0.1", 0),
            nodes.stream().limit(1).map(TestCluster::address).toList(),
            List.of());
    var node = new ClusterNode(settings, time);
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
    ClusterNode crashed = nodes.remove(index);
    crashed.hazelcast().getLifecycleService().terminate();
    crashed.close();
  }

  /** The node leaves in order. */
  void leave(int index) {
    nodes.remove(index).close();
  }

  /** All that is due by now happens on every node. */
  void settle() {
    nodes.stream().map(ClusterNode::flushRenewals).forEach(CompletableFuture::join);
    nodes.stream().map(ClusterNode::endLeases).forEach(CompletableFuture::join);
    nodes.forEach(ClusterNode::reconcile);
  }

  @Override
  public void close() {
    nodes.reversed().forEach(ClusterNode::close);
  }

  private static MemberAddress address(ClusterNode node) {
    return MemberAddress.parse(
        node.membership().members().stream()
            .filter(dev.rollcall.registry.Member::local)
            .findFirst()
            .orElseThrow()
            .address());
  }
}
