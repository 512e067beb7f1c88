package dev.rollcall.dns.compile;

import dev.rollcall.dns.compile.node.NodeBuilder;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.GrowingRecords;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.dns.zone.Zone;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/**
 * The names of a zone that have PTR records of several holders, be they services or instances; no
 * two holders have the same record at a name. What one of them changes is seen without a look at
 * the others of the zone. Owned by the view thread.
 *
 * @param <H> the holders
 */
final class SharedNames<H> {
  /** Above that many holders their records are not gathered anew when one more comes. */
  static final int MANY = 100;

  private final Zone zone;
  private final Map<DomainName, Map<H, List<WireRecord>>> held = new HashMap<>();
  private final Map<DomainName, Node> shown = new HashMap<>();

  /** Those of names with many holders, to which mostly one more comes. */
  private final Map<DomainName, GrowingRecords> growing = new HashMap<>();

  private final Set<DomainName> stale = new LinkedHashSet<>();

  SharedNames(Zone zone) {
    this.zone = zone;
  }

  /** Says what a holder has at a name, which exists from then on even if it is nothing. */
  void put(DomainName name, H holder, List<WireRecord> records) {
    Map<H, List<WireRecord>> holders = held.computeIfAbsent(name, any -> new LinkedHashMap<>());
    List<WireRecord> before = holders.put(holder, List.copyOf(records));
    if (records.equals(before)) {
      return;
    }
    stale.add(name);
    GrowingRecords all = growing.get(name);
    if (all != null && before == null) {
      records.forEach(all::add);
    } else {
      growing.remove(name);
    }
  }

  /** Says that a holder has no part in a name any more. */
  void remove(DomainName name, H holder) {
    held.computeIfPresent(name, (any, holders) -> without(holders, holder));
    growing.remove(name);
    stale.add(name);
  }

  /** Shows what has changed since the last time. */
  void publish() {
    stale.forEach(this::publish);
    stale.clear();
  }

  private void publish(DomainName name) {
    Map<H, List<WireRecord>> holders = held.get(name);
    Node before = shown.get(name);
    if (holders != null) {
      NodeBuilder builder = new NodeBuilder(name, before);
      if (holders.size() > MANY) {
        builder.rotating(Type.PTR, growing.computeIfAbsent(name, any -> all(holders)));
      } else {
        builder.rotating(Type.PTR, holders.values().stream().flatMap(Collection::stream).toList());
      }
      Node node = builder.build();
      shown.put(name, node);
      zone.tree().publish(node);
    } else if (before != null) {
      shown.remove(name);
      zone.tree().withdraw(before);
    }
  }

  private static GrowingRecords all(Map<?, List<WireRecord>> holders) {
    var all = new GrowingRecords();
    holders.values().forEach(records -> records.forEach(all::add));
    return all;
  }

  private static <H> @Nullable Map<H, List<WireRecord>> without(
      Map<H, List<WireRecord>> holders, H holder) {
    holders.remove(holder);
    return holders.isEmpty() ? null : holders;
  }
}
