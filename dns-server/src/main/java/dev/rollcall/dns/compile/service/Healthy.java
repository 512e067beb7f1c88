package dev.rollcall.dns.compile.service;

import dev.rollcall.dns.compile.node.Shares;
import dev.rollcall.dns.record.WireRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The healthy ones of some instances, and what they have in record sets. Where the order follows
 * priority and weight, what only stands by never comes first.
 */
final class Healthy {
  /** Stands for those in any locality, or in none. */
  private static final int ANYWHERE = -1;

  private final List<InstanceRecords> all;
  private final int leading;
  private final int firstPriority;
  private final int leastWeight;

  /**
   * @param leading the number of the locality whose instances come first
   */
  private Healthy(List<InstanceRecords> all, int leading) {
    this.all = all;
    this.leading = leading;
    int lowest = Integer.MAX_VALUE;
    for (InstanceRecords each : all) {
      lowest = mayLead(each) ? Math.min(lowest, each.priority()) : lowest;
    }
    this.firstPriority = lowest;
    int heaviest = 0;
    for (InstanceRecords each : all) {
      heaviest = leads(each) ? Math.max(heaviest, each.weight()) : heaviest;
    }
    this.leastWeight = heaviest == 0 ? 1 : 0; // who leads comes before who stands by
  }

  static Healthy of(List<InstanceRecords> instances) {
    return of(instances, InstanceRecords::isHealthy, ANYWHERE);
  }

  /** Those of them that are of that kind. */
  Healthy only(Predicate<InstanceRecords> kind) {
    return of(all, kind, leading);
  }

  /** All of them; those in that locality come first. */
  Healthy withFirst(int locality) {
    var sorted = new ArrayList<InstanceRecords>(all.size());
    for (InstanceRecords each : all) {
      if (each.locality() == locality) {
        sorted.add(each);
      }
    }
    for (InstanceRecords each : all) {
      if (each.locality() != locality) {
        sorted.add(each);
      }
    }
    return new Healthy(sorted, locality);
  }

  int size() {
    return all.size();
  }

  /** How many there are in each locality, by its number. */
  int[] countByLocality() {
    return countByLocality(all);
  }

  /** The same of instances in any state. */
  static int[] countByLocality(List<InstanceRecords> instances) {
    int[] counts = new int[1];
    for (InstanceRecords each : instances) {
      int locality = each.locality();
      if (locality >= counts.length) {
        counts = Arrays.copyOf(counts, locality + 1);
      }
      counts[locality]++;
    }
    return counts;
  }

  /** Whether there is anybody, and all are of that kind. */
  boolean areAll(Predicate<InstanceRecords> kind) {
    for (InstanceRecords each : all) {
      if (!kind.test(each)) {
        return false;
      }
    }
    return !all.isEmpty();
  }

  private static Healthy of(
      List<InstanceRecords> instances, Predicate<InstanceRecords> kind, int leading) {
    var some = new ArrayList<InstanceRecords>(instances.size());
    for (InstanceRecords each : instances) {
      if (kind.test(each)) {
        some.add(each);
      }
    }
    return new Healthy(some, leading);
  }

  /** The only one, null when there are none or several. */
  @Nullable InstanceRecords alone() {
    return all.size() == 1 ? all.getFirst() : null;
  }

  Shares ipv4() {
    return addresses(each -> each.addresses().ipv4());
  }

  Shares ipv6() {
    return addresses(each -> each.addresses().ipv6());
  }

  /** A record of each instance that has one, with the addresses of its target. */
  Shares services(Function<InstanceRecords, @Nullable WireRecord> service) {
    var shares = new Shares(all.size());
    for (InstanceRecords each : all) {
      WireRecord record = service.apply(each);
      if (record != null) {
        shares.add(record, each.bundles(), weight(each));
      }
    }
    return shares;
  }

  /** The PTR record to where each is browsed, with what it brings along. */
  Shares pointers() {
    var shares = new Shares(all.size());
    for (InstanceRecords each : all) {
      shares.add(each.pointer(), each.browsedBundles(), weight(each));
    }
    return shares;
  }

  /** The TXT records that say anything. */
  List<WireRecord> texts() {
    var texts = new ArrayList<WireRecord>();
    for (InstanceRecords each : all) {
      if (each.hasText()) {
        texts.add(each.text());
      }
    }
    return texts;
  }

  private Shares addresses(Function<InstanceRecords, List<WireRecord>> addresses) {
    var shares = new Shares(all.size());
    for (InstanceRecords each : all) {
      shares.add(addresses.apply(each), weight(each));
    }
    return shares;
  }

  private int weight(InstanceRecords instance) {
    return leads(instance) ? Math.max(leastWeight, instance.weight()) : 0;
  }

  private boolean leads(InstanceRecords instance) {
    return mayLead(instance) && instance.priority() == firstPriority;
  }

  private boolean mayLead(InstanceRecords instance) {
    return leading == ANYWHERE || instance.locality() == leading;
  }
}
