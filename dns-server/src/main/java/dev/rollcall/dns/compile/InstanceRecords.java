package dev.rollcall.dns.compile;

import dev.rollcall.dns.zone.DomainName;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.dns.zone.RecordSet;
import dev.rollcall.dns.zone.TargetAddresses;
import dev.rollcall.dns.zone.WireRecord;
import dev.rollcall.registry.instance.Endpoint.Addresses;
import dev.rollcall.registry.instance.Endpoint.ExternalHost;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.Metadata;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.state.Registered;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/**
 * What one instance adds to the zone, encoded once for as long as it stays as it is. Sets of the
 * service share the records.
 *
 * @param services the SRV records, in the order of the instance's ports
 * @param addresses of the SRV records' target; none of an external host
 * @param text the TXT record
 * @param node the instance under its own name
 */
record InstanceRecords(
    Registered entry,
    List<WireRecord> services,
    TargetAddresses addresses,
    WireRecord text,
    Node node) {
  InstanceRecords {
    services = List.copyOf(services);
  }

  static InstanceRecords of(
      Registered entry, DomainName name, RecordEncoder encoder, @Nullable Node before) {
    Instance instance = entry.instance();
    return switch (instance.endpoint()) {
      case Addresses(List<IpAddress> all) -> {
        TargetAddresses addresses = encoder.addresses(all);
        List<WireRecord> services = services(instance, name, encoder);
        WireRecord text = encoder.text(instance.metadata());
        var node = new NodeBuilder(name, before);
        if (entry.isHealthy()) {
          node.rotating(Type.A, addresses.ipv4().stream())
              .rotating(Type.AAAA, addresses.ipv6().stream())
              .set(ownServices(services, addresses))
              .fixed(Type.TXT, List.of(text));
        }
        yield new InstanceRecords(entry, services, addresses, text, node.build());
      }
      case ExternalHost(String host) -> {
        DomainName target = DomainName.of(host);
        List<WireRecord> services = services(instance, target, encoder);
        WireRecord text = encoder.text(instance.metadata());
        var node = new NodeBuilder(name, before);
        if (entry.isHealthy()) {
          node.fixed(Type.CNAME, List.of(encoder.alias(target)));
        }
        yield new InstanceRecords(entry, services, TargetAddresses.NONE, text, node.build());
      }
    };
  }

  /** Whether these are the records of that entry under that name. */
  boolean areOf(Registered other, DomainName name) {
    return entry.equals(other) && node.name().equals(name);
  }

  boolean isHealthy() {
    return entry.isHealthy();
  }

  int priority() {
    return entry.instance().priority();
  }

  int weight() {
    return entry.instance().weight();
  }

  /** The alias that the name of an instance at an external host is. */
  @Nullable RecordSet alias() {
    return node.set(Type.CNAME);
  }

  /** Whether the TXT record says anything. */
  boolean hasText() {
    return !entry.instance().metadata().equals(Metadata.NONE);
  }

  Stream<PortName> ports() {
    return entry.instance().ports().stream().map(PortName::of);
  }

  /** The SRV record of that port, null when the instance has none of that name and protocol. */
  @Nullable WireRecord service(PortName name) {
    List<Port> ports = entry.instance().ports();
    for (int i = 0; i < ports.size(); i++) {
      if (PortName.of(ports.get(i)).equals(name)) {
        return services.get(i);
      }
    }
    return null;
  }

  /** All ports under the instance's own name, the primary one first; the addresses come once. */
  private static RecordSet ownServices(List<WireRecord> services, TargetAddresses addresses) {
    List<WireRecord> distinct = services.stream().distinct().toList();
    var targets = new ArrayList<>(Collections.nCopies(distinct.size(), TargetAddresses.NONE));
    targets.set(0, addresses);
    return RecordSet.fixed(Type.SRV, distinct).withTargets(targets);
  }

  private static List<WireRecord> services(
      Instance instance, DomainName target, RecordEncoder encoder) {
    return instance.ports().stream().map(port -> encoder.service(instance, port, target)).toList();
  }
}
