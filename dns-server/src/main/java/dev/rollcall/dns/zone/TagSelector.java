package dev.rollcall.dns.zone;

import dev.rollcall.registry.instance.InvalidValueException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/**
 * Answers below {@code <tag>._tag.<service>}: the instances that have all the tags which a name
 * holds, in any order, without a node for each combination. Immutable; what a question needs beside
 * it is a {@link TagSelection}.
 */
public final class TagSelector {
  /**
   * An instance as tags select it.
   *
   * @param tags the labels of its tags, in lower case
   * @param healthy whether it is answered; its tags exist anyway
   * @param weight how often it comes first, in relation to the others; 0 for what stands by
   * @param addresses its A and AAAA records, and what comes along with its SRV records
   * @param services its SRV records
   */
  public record Tagged(
      Set<String> tags,
      boolean healthy,
      int weight,
      TargetAddresses addresses,
      List<WireRecord> services) {
    public Tagged {
      tags = Set.copyOf(tags);
      services = List.copyOf(services);
      if (weight < 0) {
        throw new InvalidValueException("weight", weight, "0 or more");
      }
    }
  }

  private final int commonLabels;
  private final int limit;
  private final int[] weights;
  private final long[] healthy;
  private final TagIndex tags;
  private final TagColumn ipv4;
  private final TagColumn ipv6;
  private final TagColumn services;

  private TagSelector(DomainName above, List<Tagged> instances, int limit) {
    this.commonLabels = above.labels();
    this.limit = limit;
    this.weights = instances.stream().mapToInt(Tagged::weight).toArray();
    this.healthy = new long[words(instances.size())];
    var byTag = new HashMap<String, long[]>();
    for (int i = 0; i < instances.size(); i++) {
      Tagged instance = instances.get(i);
      if (instance.healthy()) {
        set(healthy, i);
      }
      for (String tag : instance.tags()) {
        set(byTag.computeIfAbsent(tag, any -> new long[healthy.length]), i);
      }
    }
    this.tags = new TagIndex(byTag);
    this.ipv4 = TagColumn.of(instances, each -> withoutTargets(each.addresses().ipv4()));
    this.ipv6 = TagColumn.of(instances, each -> withoutTargets(each.addresses().ipv6()));
    this.services = TagColumn.of(instances, TagSelector::withTargets);
  }

  /**
   * Selects among those instances.
   *
   * @param above {@code _tag.<service>}, whose labels no question for tags is without
   * @param instances all that are registered, in the order in which they are answered
   * @param limit most records of one answer, 1 to {@link RecordSet#MAX_ANSWERED}
   */
  public static TagSelector of(DomainName above, List<Tagged> instances, int limit) {
    if (limit < 1 || limit > RecordSet.MAX_ANSWERED) {
      throw new InvalidValueException("limit", limit, "1 to " + RecordSet.MAX_ANSWERED);
    }
    return new TagSelector(above, instances, limit);
  }

  /** How many labels at a name's end are not tags. */
  int commonLabels() {
    return commonLabels;
  }

  int limit() {
    return limit;
  }

  int weight(int instance) {
    return weights[instance];
  }

  /** The instances that are answered, a bit for each. */
  long[] healthy() {
    return healthy;
  }

  /** The registered instances that have the tag which stands there in the name. */
  long @Nullable [] having(SoughtName name, int label) {
    return tags.having(name, label);
  }

  /** The records of that type, null for a type that no instance has. */
  @Nullable TagColumn column(int type) {
    return switch (type) {
      case Type.A -> ipv4;
      case Type.AAAA -> ipv6;
      case Type.SRV -> services;
      default -> null;
    };
  }

  private static Map<WireRecord, TargetAddresses> withoutTargets(List<WireRecord> records) {
    var all = new LinkedHashMap<WireRecord, TargetAddresses>();
    records.forEach(record -> all.put(record, TargetAddresses.NONE));
    return all;
  }

  /** The services of an instance share their target: its addresses come along once. */
  private static Map<WireRecord, TargetAddresses> withTargets(Tagged instance) {
    Map<WireRecord, TargetAddresses> all = withoutTargets(instance.services());
    if (!all.isEmpty()) {
      all.put(instance.services().getFirst(), instance.addresses());
    }
    return all;
  }

  /** How many words hold a bit for each of {@code count} things. */
  static int words(int count) {
    return (count + Long.SIZE - 1) / Long.SIZE;
  }

  static void set(long[] bits, int index) {
    bits[index / Long.SIZE] |= 1L << index;
  }
}
