package dev.rollcall.dns.compile.node;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.AnswerPolicy;
import dev.rollcall.dns.record.Bundles;
import dev.rollcall.dns.record.GrowingRecords;
import dev.rollcall.dns.record.Positions;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.record.Rotation;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.dns.zone.Node;
import java.util.ArrayList;
import java.util.List;
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
  public NodeBuilder rotating(int type, List<WireRecord> records) {
    if (!records.isEmpty()) {
      List<WireRecord> distinct = distinct(records);
      // What is alone has no turns to remember.
      sets.add(
          distinct.size() == 1
              ? RecordSet.fixed(type, distinct)
              : RecordSet.rotating(type, distinct, rotation(type)));
    }
    return this;
  }

  /**
   * A set in rotated order, in which each share comes first as often as its weight says, however
   * many records it has.
   */
  public NodeBuilder weighted(int type, Shares shares) {
    if (!shares.isEmpty()) {
      sets.add(
          set(shares, RecordSet.rotating(type, shares.records(), rotation(type), shares.turns())));
    }
    return this;
  }

  /**
   * A set whose records tell the weights, in which each comes first in its turn. Where only a part
   * of it is answered, the part follows the weights.
   */
  public NodeBuilder rotating(int type, Shares shares) {
    if (shares.isEmpty()) {
      return this;
    }
    if (policy.mayLeaveOut(shares.records().size())) {
      return weighted(type, shares);
    }
    sets.add(set(shares, RecordSet.rotating(type, shares.records(), rotation(type))));
    return this;
  }

  /** The records of a set of another name, in a rotation of its own. */
  public NodeBuilder alike(RecordSet set) {
    sets.add(set.withRotation(rotation(set.type())));
    return this;
  }

  /** All records that were added so far, in rotated order. */
  public NodeBuilder rotating(int type, GrowingRecords records) {
    RecordSet set = records.rotating(type, rotation(type));
    if (set.size() > 0) {
      sets.add(set);
    }
    return this;
  }

  /** Where instances are browsed (RFC 6763 section 4.1): all of them, whatever the policy. */
  public NodeBuilder pointers(Shares shares) {
    if (!shares.isEmpty()) {
      RecordSet set = RecordSet.rotating(Type.PTR, shares.records(), rotation(Type.PTR));
      sets.add(withBundles(set, shares.bundles()));
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

  private RecordSet set(Shares shares, RecordSet set) {
    return withBundles(set, shares.bundles()).withPolicy(policy).packed();
  }

  private static RecordSet withBundles(RecordSet set, @Nullable List<Bundles> bundles) {
    return bundles == null ? set : set.withBundles(bundles);
  }

  private static List<WireRecord> distinct(List<WireRecord> records) {
    if (records.size() == 1) {
      return records;
    }
    var distinct = new ArrayList<WireRecord>();
    var positions = new Positions(distinct, records.size());
    records.forEach(positions::of);
    return distinct;
  }

  private Rotation rotation(int type) {
    RecordSet set = before == null ? null : before.set(type);
    return set == null ? new Rotation() : set.rotation();
  }
}
