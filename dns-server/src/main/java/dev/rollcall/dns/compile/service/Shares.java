package dev.rollcall.dns.compile.service;

import dev.rollcall.dns.compile.node.Share;
import dev.rollcall.dns.record.WireRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What healthy instances have in record sets. Where the order follows priority and weight, what
 * only stands by never comes first.
 */
final class Shares {
  private final List<InstanceRecords> healthy;
  private final int firstPriority;

  Shares(List<InstanceRecords> healthy) {
    this.healthy = healthy;
    this.firstPriority = healthy.stream().mapToInt(InstanceRecords::priority).min().orElse(0);
  }

  List<Share> ipv4() {
    return addresses(each -> each.addresses().ipv4());
  }

  List<Share> ipv6() {
    return addresses(each -> each.addresses().ipv6());
  }

  /** A record of each instance that has one, with the addresses of its target. */
  List<Share> services(Function<InstanceRecords, @Nullable WireRecord> service) {
    var shares = new ArrayList<Share>();
    for (InstanceRecords each : healthy) {
      WireRecord record = service.apply(each);
      if (record != null) {
        shares.add(new Share(List.of(record), each.bundles(), weight(each)));
      }
    }
    return shares;
  }

  /** The PTR record to where each is browsed, with what it brings along. */
  List<Share> pointers() {
    return healthy.stream()
        .map(each -> new Share(List.of(each.pointer()), each.browsedBundles(), weight(each)))
        .toList();
  }

  private List<Share> addresses(Function<InstanceRecords, List<WireRecord>> addresses) {
    var shares = new ArrayList<Share>();
    for (InstanceRecords each : healthy) {
      List<WireRecord> records = addresses.apply(each);
      if (!records.isEmpty()) {
        shares.add(new Share(records, List.of(), weight(each)));
      }
    }
    return shares;
  }

  private int weight(InstanceRecords instance) {
    return instance.priority() == firstPriority ? instance.weight() : 0;
  }
}
