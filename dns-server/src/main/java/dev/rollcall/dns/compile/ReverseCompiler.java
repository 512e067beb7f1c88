package dev.rollcall.dns.compile;

import dev.rollcall.dns.compile.node.RecordEncoder;
import dev.rollcall.dns.compile.service.InstanceRecords;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.dns.zone.Zone;
import dev.rollcall.registry.Member;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.IpAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Names of addresses: each leads to the instances that have it (RFC 1035 section 3.5). Owned by the
 * view thread.
 */
final class ReverseCompiler {
  /** A zone, with what stands in it. */
  private record Part(ReverseZone zone, ApexCompiler apex, SharedNames<InstanceKey> names) {}

  private final RecordEncoder encoder;

  /** Smallest networks first: an address is in the first that contains it. */
  private final List<Part> parts;

  ReverseCompiler(
      List<ReverseZone> zones,
      DomainName servers,
      RecordEncoder encoder,
      List<IpAddress> ownAddresses,
      Serial serial) {
    Comparator<ReverseZone> byLength =
        Comparator.comparingInt(zone -> zone.network().prefixLength());
    this.encoder = encoder;
    this.parts =
        zones.stream()
            .sorted(byLength.reversed())
            .map(
                zone ->
                    new Part(
                        zone,
                        new ApexCompiler(zone.zone(), servers, encoder, ownAddresses, serial),
                        new SharedNames<>(zone.zone())))
            .toList();
  }

  void members(List<Member> members) {
    parts.forEach(part -> part.apex().members(members));
  }

  /** Instances that are registered; who is not healthy holds the name and no record. */
  void add(Collection<InstanceRecords> instances) {
    for (InstanceRecords each : instances) {
      List<WireRecord> records =
          each.isHealthy() && !parts.isEmpty()
              ? List.of(encoder.pointer(each.node().name()))
              : List.of();
      forEachName(each, (part, name) -> part.names().put(name, each.entry().key(), records));
    }
  }

  void remove(Collection<InstanceRecords> instances) {
    for (InstanceRecords each : instances) {
      forEachName(each, (part, name) -> part.names().remove(name, each.entry().key()));
    }
  }

  /** Shows what has changed since the last time. */
  void publish() {
    for (Part part : parts) {
      part.names().publish();
      part.apex().publish();
    }
  }

  void markLoaded() {
    parts.stream().map(part -> part.zone().zone()).forEach(Zone::markLoaded);
  }

  void setStale(boolean stale) {
    parts.forEach(part -> part.zone().zone().setStale(stale));
  }

  private void forEachName(InstanceRecords instance, BiConsumer<Part, DomainName> action) {
    for (IpAddress address : instance.ownAddresses()) {
      parts.stream()
          .filter(part -> part.zone().network().contains(address))
          .findFirst()
          .ifPresent(part -> action.accept(part, ReverseZone.name(address)));
    }
  }
}
