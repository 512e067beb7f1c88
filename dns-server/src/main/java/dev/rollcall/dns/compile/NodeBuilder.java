package dev.rollcall.dns.compile;

import dev.rollcall.dns.zone.DomainName;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.dns.zone.RecordSet;
import dev.rollcall.dns.zone.Rotation;
import dev.rollcall.dns.zone.TargetAddresses;
import dev.rollcall.dns.zone.Turns;
import dev.rollcall.dns.zone.WireRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/** Gathers the record sets of one name. Sets without records are left out. */
final class NodeBuilder {
  private final DomainName name;
  private final @Nullable Node before;
  private final List<RecordSet> sets = new ArrayList<>();

  /**
   * @param before the node that had the name; where a set of it was in its rotation, the new one
   *     goes on
   */
  NodeBuilder(DomainName name, @Nullable Node before) {
    this.name = name;
    this.before = before;
  }

  /** A set whose order means something. */
  NodeBuilder fixed(int type, List<WireRecord> records) {
    if (!records.isEmpty()) {
      sets.add(RecordSet.fixed(type, records));
    }
    return this;
  }

  /** A set in rotated order. RFC 2181 section 5: equal records count once. */
  NodeBuilder rotating(int type, Stream<WireRecord> records) {
    List<WireRecord> distinct = records.distinct().toList();
    if (!distinct.isEmpty()) {
      sets.add(RecordSet.rotating(type, distinct, rotation(type)));
    }
    return this;
  }

  /**
   * A set in rotated order, in which each share comes first as often as its weight says, however
   * many records it has.
   */
  NodeBuilder weighted(int type, List<Share> shares) {
    var indices = new LinkedHashMap<WireRecord, Integer>();
    shares.forEach(
        share -> share.records().forEach(each -> indices.putIfAbsent(each, indices.size())));
    if (indices.isEmpty()) {
      return this;
    }
    int[][] leads = shares.stream().map(share -> share.indices(indices)).toArray(int[][]::new);
    int[] turns = WeightedTurns.of(shares.stream().mapToInt(Share::weight).toArray());
    sets.add(
        RecordSet.rotating(
            type,
            List.copyOf(indices.keySet()),
            rotation(type),
            Turns.of(Arrays.stream(turns).mapToObj(turn -> leads[turn]).toArray(int[][]::new))));
    return this;
  }

  /** SRV records in rotated order, with the addresses of their targets. */
  NodeBuilder services(Map<WireRecord, TargetAddresses> records) {
    if (!records.isEmpty()) {
      sets.add(
          RecordSet.rotating(Type.SRV, List.copyOf(records.keySet()), rotation(Type.SRV))
              .withTargets(List.copyOf(records.values())));
    }
    return this;
  }

  /** A set that was built elsewhere. */
  NodeBuilder set(RecordSet set) {
    sets.add(set);
    return this;
  }

  Node build() {
    return Node.of(name, sets);
  }

  private Rotation rotation(int type) {
    RecordSet set = before == null ? null : before.set(type);
    return set == null ? new Rotation() : set.rotation();
  }
}
