package dev.rollcall.dns.compile.service;

import dev.rollcall.dns.compile.node.Shares;
import dev.rollcall.dns.record.WireRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The healthy ones of some instances, and what they have in record sets. Where the order follows
 * priority and weight, what only stands by never comes first.
 */
final class Healthy {
  private final List<InstanceRecords> all;
  private final int firstPriority;

  private Healthy(List<InstanceRecords> all) {
    int lowest = Integer.MAX_VALUE;
    for (InstanceRecords each : all) {
      lowest = Math.min(lowest, each.priority());
    }
    this.all = all;
    this.firstPriority = lowest;
  }

  static Healthy of(List<InstanceRecords> instances) {
    return of(instances, InstanceRecords::isHealthy);
  }

  /** Those of them that are of that kind. */
  Healthy only(Predicate<InstanceRecords> kind) {
    return of(all, kind);
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

  private static Healthy of(List<InstanceRecords> instances, Predicate<InstanceRecords> kind) {
    var some = new ArrayList<InstanceRecords>(instances.size());
    for (InstanceRecords each : instances) {
      if (kind.test(each)) {
        some.add(each);
      }
    }
    return new Healthy(some);
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
    return instance.priority() == firstPriority ? instance.weight() : 0;
  }
}
