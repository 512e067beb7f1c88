package dev.rollcall.dns.compile.service;

import dev.rollcall.dns.compile.node.NodeBuilder;
import dev.rollcall.dns.compile.node.RecordEncoder;
import dev.rollcall.dns.locality.LocalityTable;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.Bundles;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.record.TargetAddresses;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.dns.zone.TagSelector.Tagged;
import dev.rollcall.registry.instance.Endpoint.Addresses;
import dev.rollcall.registry.instance.Endpoint.ExternalHost;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.Port.Protocol;
import dev.rollcall.registry.instance.Tag;
import dev.rollcall.registry.state.Registered;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/** Encodes what the instances of a service add to the zone. */
final class InstanceEncoder {
  private final ServiceNames service;
  private final RecordEncoder encoder;
  private final LocalityTable localities;

  InstanceEncoder(ServiceNames service, RecordEncoder encoder, LocalityTable localities) {
    this.service = service;
    this.encoder = encoder;
    this.localities = localities;
  }

  /**
   * Encodes an instance.
   *
   * @param isHealthy whether there is something of it to give
   * @param wanted its names
   * @param before the node that had its name, whose rotations go on
   */
  InstanceRecords encode(
      Registered entry, boolean isHealthy, InstanceNames wanted, @Nullable Node before) {
    Instance instance = entry.instance();
    DomainName target = target(instance, wanted);
    TargetAddresses addresses = addresses(instance);
    List<WireRecord> services =
        instance.ports().stream()
            .map(port -> encoder.service(instance, instance.priority(), port, target))
            .toList();
    WireRecord text = encoder.text(instance.metadata());
    Protocol protocol = instance.primaryPort().protocol();
    WireRecord pointer = encoder.pointer(wanted.octets(), service.overProtocol(protocol));
    // A name takes as much memory as a record, and mostly stands in one.
    InstanceNames names = wanted.withOwn(services.getFirst().sharing(wanted.own()));
    var node = new NodeBuilder(names.own(), before);
    var browsed = new NodeBuilder(pointer.sharing(names.browsed(service, protocol)), null);
    if (isHealthy) {
      RecordSet texts = encoder.texts(text);
      RecordSet primary =
          withBundles(RecordSet.fixed(Type.SRV, List.of(services.getFirst())), addresses.bundles());
      if (target.equals(names.own())) {
        node.rotating(Type.A, addresses.ipv4())
            .rotating(Type.AAAA, addresses.ipv6())
            .set(services.size() == 1 ? primary : ownServices(services, addresses.bundles()))
            .set(texts);
      } else {
        node.fixed(Type.CNAME, List.of(encoder.alias(target)));
      }
      browsed.set(primary).set(texts);
    }
    return new InstanceRecords(
        entry,
        names,
        services,
        addresses,
        text,
        Bindings.of(instance, instance.priority(), target, encoder),
        node.build(),
        browsed.build(),
        pointer,
        // RFC 6763 section 12.1: SRV, TXT and the addresses of the SRV record's target.
        Bundles.chained(List.of(services.getFirst(), text), addresses.all()),
        Selection.of(instance),
        instance.tags().isEmpty() ? null : tagged(instance, isHealthy, addresses, services),
        localities.isEmpty() ? null : Distant.of(instance, localities, target, encoder));
  }

  private static DomainName target(Instance instance, InstanceNames names) {
    return switch (instance.endpoint()) {
      case Addresses _ -> names.own();
      case ExternalHost(String host) -> DomainName.of(host);
    };
  }

  private TargetAddresses addresses(Instance instance) {
    return switch (instance.endpoint()) {
      case Addresses(List<IpAddress> all) -> encoder.addresses(all);
      case ExternalHost _ -> TargetAddresses.NONE;
    };
  }

  private static Tagged tagged(
      Instance instance, boolean isHealthy, TargetAddresses addresses, List<WireRecord> services) {
    return new Tagged(
        instance.tags().stream().map(Tag::text).collect(Collectors.toSet()),
        isHealthy,
        instance.weight(),
        addresses,
        services.size() == 1 ? services : List.of(services.getFirst()));
  }

  /** All ports under the instance's own name, the primary one first; the addresses come once. */
  private static RecordSet ownServices(List<WireRecord> services, Bundles bundles) {
    return withBundles(RecordSet.fixed(Type.SRV, services.stream().distinct().toList()), bundles);
  }

  private static RecordSet withBundles(RecordSet set, Bundles first) {
    if (first.isEmpty()) {
      return set;
    }
    var all = new ArrayList<>(Collections.nCopies(set.size(), Bundles.NONE));
    all.set(0, first);
    return set.withBundles(all);
  }
}
