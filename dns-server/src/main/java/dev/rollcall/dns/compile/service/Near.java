package dev.rollcall.dns.compile.service;

import dev.rollcall.dns.compile.node.NodeBuilder;
import dev.rollcall.dns.compile.node.Shares;
import dev.rollcall.dns.record.AnswerPolicy;
import dev.rollcall.dns.zone.Nearby;
import dev.rollcall.dns.zone.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/** What clients in a locality are given that has healthy instances of its own, as others have. */
final class Near {
  private final int locality;
  private final Healthy own;
  private final Healthy ownFirst;
  private final boolean enough;

  private Near(int locality, Healthy own, Healthy ownFirst, boolean enough) {
    this.locality = locality;
    this.own = own;
    this.ownFirst = ownFirst;
    this.enough = enough;
  }

  /**
   * One for each locality whose clients are not answered as all others.
   *
   * @param registered all instances
   * @param healthy those of them
   */
  static List<Near> of(List<InstanceRecords> registered, Healthy healthy, NearRule rule) {
    int[] counts = healthy.countByLocality();
    if (!rule.isOwnFirst() || counts.length == 1) {
      return List.of();
    }
    int[] registeredCounts = Healthy.countByLocality(registered);
    var all = new ArrayList<Near>();
    for (int i = 1; i < counts.length; i++) {
      if (counts[i] > 0 && counts[i] < healthy.size()) {
        all.add(of(i, healthy, rule.isEnough(counts[i], registeredCounts[i])));
      }
    }
    return all;
  }

  /**
   * Has a node answer clients in those localities with sets of their own.
   *
   * @param before the node that had its name
   * @param sets adds the sets of one locality
   */
  static Node addTo(
      Node node,
      @Nullable Node before,
      AnswerPolicy policy,
      List<Near> all,
      BiConsumer<Near, NodeBuilder> sets) {
    if (all.isEmpty()) {
      return node;
    }
    Nearby known = before == null ? null : before.nearby();
    var nodes = new @Nullable Node[all.getLast().locality + 1];
    for (Near near : all) {
      Node last = known == null ? null : known.node(near.locality);
      var builder = new NodeBuilder(node.name(), last, policy);
      sets.accept(near, builder);
      nodes[near.locality] = builder.build();
    }
    return node.withNearby(Nearby.of(Arrays.asList(nodes)));
  }

  int locality() {
    return locality;
  }

  /** Those of that kind, with the same share of them healthy. */
  Near only(Predicate<InstanceRecords> kind) {
    return new Near(locality, own.only(kind), ownFirst.only(kind), enough);
  }

  /** Adds the addresses and the SRV records. */
  void addInstances(NodeBuilder node) {
    node.weighted(Type.A, addresses(Healthy::ipv4)).weighted(Type.AAAA, addresses(Healthy::ipv6));
    addServices(node);
  }

  /** Adds the SRV records. */
  void addServices(NodeBuilder node) {
    node.rotating(Type.SRV, services(of -> of.services(each -> each.primaryService(locality))));
  }

  /** Of its own instances alone, of all where these are not enough; nothing where it has none. */
  private Shares addresses(Function<Healthy, Shares> kind) {
    Shares shares = kind.apply(own);
    return enough || shares.isEmpty() ? shares : kind.apply(ownFirst);
  }

  /** Of all instances, its own first; nothing where it has none. */
  Shares services(Function<Healthy, Shares> kind) {
    Shares shares = kind.apply(own);
    return shares.isEmpty() ? shares : kind.apply(ownFirst);
  }

  private static Near of(int locality, Healthy healthy, boolean enough) {
    return new Near(
        locality,
        healthy.only(each -> each.locality() == locality),
        healthy.withFirst(locality),
        enough);
  }
}
