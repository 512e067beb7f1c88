package dev.rollcall.dns.zone;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.AnswerPolicy;
import dev.rollcall.dns.record.Bundles;
import dev.rollcall.dns.record.TargetAddresses;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.registry.instance.InvalidValueException;
import java.util.HashMap;
import java.util.List;
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
  private final AnswerPolicy policy;
  private final int[] weights;
  private final long[] healthy;
  private final TagIndex tags;
  private final TagColumn ipv4;
  private final TagColumn ipv6;
  private final TagColumn services;

  private TagSelector(DomainName above, List<Tagged> instances, AnswerPolicy policy) {
    this.commonLabels = above.labels();
    this.policy = policy;
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
    this.ipv4 = TagColumn.of(instances, each -> each.addresses().ipv4(), each -> Bundles.NONE);
    this.ipv6 = TagColumn.of(instances, each -> each.addresses().ipv6(), each -> Bundles.NONE);
    // The services of an instance share their target: its addresses come along once.
    this.services = TagColumn.of(instances, Tagged::services, each -> each.addresses().bundles());
  }

  /**
   * Selects among those instances.
   *
   * @param above {@code _tag.<service>}, whose labels no question for tags is without
   * @param instances all that are registered, in the order in which they are answered
   * @param policy how much of them is answered
   */
  public static TagSelector of(DomainName above, List<Tagged> instances, AnswerPolicy policy) {
    return new TagSelector(above, instances, policy);
  }

  /** How many labels at a name's end are not tags. */
  int commonLabels() {
    return commonLabels;
  }

  int limit() {
    return policy.limit();
  }

  /** Whether over UDP what fits is the whole answer. */
  boolean isSubset() {
    return policy.subset();
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

  /** How many words hold a bit for each of {@code count} things. */
  static int words(int count) {
    return (count + Long.SIZE - 1) / Long.SIZE;
  }

  static void set(long[] bits, int index) {
    bits[index / Long.SIZE] |= 1L << index;
  }
}
