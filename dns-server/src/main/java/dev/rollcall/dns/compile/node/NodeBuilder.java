package dev.rollcall.dns.compile.node;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.AnswerPolicy;
import dev.rollcall.dns.record.Bundle;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.record.Rotation;
import dev.rollcall.dns.record.Turns;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.dns.zone.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/** Gathers the record sets of one name. Sets without records are left out. */
public final class NodeBuilder {
  private final DomainName name;
  private final @Nullable Node before;
  private final AnswerPolicy policy;
  private final List<RecordSet> sets = new ArrayList<>();

  /**
   * @param before the node that had the name; where a set of it was in its rotation, the new one
   *     goes on
   */
  public NodeBuilder(DomainName name, @Nullable Node before) {
    this(name, before, AnswerPolicy.ALL);
  }

  /**
   * Gathers sets of instances.
   *
   * @param policy how much of them is answered
   */
  public NodeBuilder(DomainName name, @Nullable Node before, AnswerPolicy policy) {
    this.name = name;
    this.before = before;
    this.policy = policy;
  }

  /** A set whose order means something. */
  public NodeBuilder fixed(int type, List<WireRecord> records) {
    if (!records.isEmpty()) {
      sets.add(RecordSet.fixed(type, records));
    }
    return this;
  }

  /** A set in rotated order. RFC 2181 section 5: equal records count once. */
  public NodeBuilder rotating(int type, Stream<WireRecord> records) {
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
  public NodeBuilder weighted(int type, List<Share> shares) {
    Map<WireRecord, List<Bundle>> records = records(shares);
    if (!records.isEmpty()) {
      sets.add(
          set(
              records,
              RecordSet.rotating(
                  type, List.copyOf(records.keySet()), rotation(type), turns(shares, records))));
    }
    return this;
  }

  /**
   * A set whose records tell the weights, in which each comes first in its turn. Where only a part
   * of it is answered, the part follows the weights.
   */
  public NodeBuilder rotating(int type, List<Share> shares) {
    Map<WireRecord, List<Bundle>> records = records(shares);
    if (records.isEmpty()) {
      return this;
    }
    if (policy.mayLeaveOut(records.size())) {
      return weighted(type, shares);
    }
    sets.add(set(records, RecordSet.rotating(type, List.copyOf(records.keySet()), rotation(type))));
    return this;
  }

  /**
   * Where instances are browsed (RFC 6763 section 4.1).
   *
   * @param shares of one record each
   */
  public NodeBuilder pointers(List<Share> shares) {
    if (!shares.isEmpty()) {
      sets.add(
          RecordSet.rotating(
                  Type.PTR,
                  shares.stream().map(share -> share.records().getFirst()).toList(),
                  rotation(Type.PTR))
              .withBundles(shares.stream().map(Share::bundles).toList()));
    }
    return this;
  }

  /** A set that was built elsewhere. */
  public NodeBuilder set(RecordSet set) {
    sets.add(set);
    return this;
  }

  /** The node with all that was gathered. */
  public Node build() {
    return Node.of(name, sets);
  }

  private RecordSet set(Map<WireRecord, List<Bundle>> records, RecordSet set) {
    boolean alone = records.values().stream().allMatch(List::isEmpty);
    return (alone ? set : set.withBundles(List.copyOf(records.values()))).withPolicy(policy);
  }

  /** RFC 2181 section 5: equal records count once. */
  private static Map<WireRecord, List<Bundle>> records(List<Share> shares) {
    var records = new LinkedHashMap<WireRecord, List<Bundle>>();
    for (Share share : shares) {
      for (WireRecord record : share.records()) {
        records.putIfAbsent(record, share.bundles());
      }
    }
    return records;
  }

  /** Null where all records come first equally often. */
  private static @Nullable Turns turns(List<Share> shares, Map<WireRecord, List<Bundle>> records) {
    int weight = shares.getFirst().weight();
    if (records.size() == shares.size()
        && shares.stream()
            .allMatch(each -> each.weight() == weight && each.records().size() == 1)) {
      return null;
    }
    var indices = new HashMap<WireRecord, Integer>();
    records.keySet().forEach(record -> indices.put(record, indices.size()));
    int[][] leads = shares.stream().map(share -> share.indices(indices)).toArray(int[][]::new);
    int[] turns = WeightedTurns.of(shares.stream().mapToInt(Share::weight).toArray());
    return Turns.of(Arrays.stream(turns).mapToObj(turn -> leads[turn]).toArray(int[][]::new));
  }

  private Rotation rotation(int type) {
    RecordSet set = before == null ? null : before.set(type);
    return set == null ? new Rotation() : set.rotation();
  }
}
