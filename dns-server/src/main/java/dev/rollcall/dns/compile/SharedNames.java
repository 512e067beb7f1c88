package dev.rollcall.dns.compile;

import dev.rollcall.dns.compile.node.NodeBuilder;
import dev.rollcall.dns.name.DomainName;
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
 * The names of a zone that have PTR records of several holders, be they services or instances. What
 * one of them changes is seen without a look at the others of the zone. Owned by the view thread.
 *
 * @param <H> the holders
 */
final class SharedNames<H> {
  private final Zone zone;
  private final Map<DomainName, Map<H, List<WireRecord>>> held = new HashMap<>();
  private final Map<DomainName, Node> shown = new HashMap<>();
  private final Set<DomainName> stale = new LinkedHashSet<>();

  SharedNames(Zone zone) {
    this.zone = zone;
  }

  /** Says what a holder has at a name, which exists from then on even if it is nothing. */
  void put(DomainName name, H holder, List<WireRecord> records) {
    Map<H, List<WireRecord>> holders = held.computeIfAbsent(name, any -> new LinkedHashMap<>());
    if (!records.equals(holders.put(holder, List.copyOf(records)))) {
      stale.add(name);
    }
  }

  /** Says that a holder has no part in a name any more. */
  void remove(DomainName name, H holder) {
    held.computeIfPresent(name, (any, holders) -> without(holders, holder));
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
      var node =
          new NodeBuilder(name, before)
              .rotating(Type.PTR, holders.values().stream().flatMap(Collection::stream).toList())
              .build();
      shown.put(name, node);
      zone.tree().publish(node);
    } else if (before != null) {
      shown.remove(name);
      zone.tree().withdraw(before);
    }
  }

  private static <H> @Nullable Map<H, List<WireRecord>> without(
      Map<H, List<WireRecord>> holders, H holder) {
    holders.remove(holder);
    return holders.isEmpty() ? null : holders;
  }
}
