package dev.rollcall.dns.compile;

import dev.rollcall.dns.zone.DomainName;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.dns.zone.RecordSet;
import dev.rollcall.dns.zone.TargetAddresses;
import dev.rollcall.dns.zone.WireRecord;
import dev.rollcall.registry.Service;
import dev.rollcall.registry.instance.Endpoint.ExternalHost;
import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.Port.Protocol;
import dev.rollcall.registry.state.Registered;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.xbill.DNS.Type;

/**
 * Turns a service into the nodes of its names. Which names there are follows from what is
 * registered; what is answered at them, from what is healthy.
 */
final class ServiceCompiler {
  private final DomainName apex;
  private final RecordEncoder encoder;

  ServiceCompiler(DomainName apex, RecordEncoder encoder) {
    this.apex = apex;
    this.encoder = encoder;
  }

  /**
   * @param subServices first labels of the known services right below; these names are theirs
   * @param before what was made of the service last time, from which what did not change is taken
   */
  CompiledService compile(Service service, Set<String> subServices, CompiledService before) {
    var names = ServiceNames.of(apex, service.name());
    List<Registered> served =
        service.registered().stream().filter(entry -> !isAliasOfOwnZone(entry)).toList();
    var instances = instances(served, names, subServices, before);
    List<InstanceRecords> healthy =
        instances.values().stream().filter(InstanceRecords::isHealthy).toList();

    var nodes = new LinkedHashMap<DomainName, Node>();
    add(nodes, serviceNode(names.service(), healthy, before));
    String firstLabel = service.name().labels().getFirst();
    for (Protocol protocol : Protocol.values()) {
      DomainName name = names.overProtocol(firstLabel, protocol);
      add(nodes, primaryPorts(name, protocol, healthy, before));
    }
    instances.values().stream()
        .flatMap(InstanceRecords::ports)
        .distinct()
        .filter(port -> !subServices.contains(port.name()))
        .forEach(port -> add(nodes, namedPorts(names.port(port), port, healthy, before)));
    instances.values().forEach(instance -> add(nodes, instance.node()));
    return new CompiledService(instances, nodes);
  }

  /** RFC 1034 section 3.6.2, RFC 2782: such an alias could lead to another, or to itself. */
  private boolean isAliasOfOwnZone(Registered entry) {
    return entry.instance().endpoint() instanceof ExternalHost(String host)
        && DomainName.of(host).isUnder(apex);
  }

  private Map<InstanceId, InstanceRecords> instances(
      List<Registered> registered, ServiceNames names, Set<String> taken, CompiledService before) {
    List<InstanceId> ids = registered.stream().map(entry -> entry.key().id()).toList();
    Map<InstanceId, String> labels = InstanceLabels.of(ids, taken);
    var instances = new LinkedHashMap<InstanceId, InstanceRecords>();
    for (Registered entry : registered) {
      InstanceId id = entry.key().id();
      DomainName name = names.instance(labels.getOrDefault(id, id.label()));
      InstanceRecords known = before.instances().get(id);
      instances.put(
          id,
          known != null && known.areOf(entry, name)
              ? known
              : InstanceRecords.of(entry, name, encoder, before.nodes().get(name)));
    }
    return instances;
  }

  private static Node serviceNode(
      DomainName name, List<InstanceRecords> healthy, CompiledService before) {
    var node = new NodeBuilder(name, before.nodes().get(name));
    RecordSet alias = healthy.size() == 1 ? healthy.getFirst().alias() : null;
    if (alias != null) {
      return node.set(alias).build();
    }
    var services = new LinkedHashMap<WireRecord, TargetAddresses>();
    healthy.forEach(each -> services.put(each.services().getFirst(), each.addresses()));
    return node.weighted(Type.A, shares(healthy, TargetAddresses::ipv4))
        .weighted(Type.AAAA, shares(healthy, TargetAddresses::ipv6))
        .services(services)
        .rotating(
            Type.TXT, healthy.stream().filter(InstanceRecords::hasText).map(InstanceRecords::text))
        .build();
  }

  /**
   * The addresses of each instance that has any. Clients that ask for addresses see neither
   * priority nor weight, so the order follows them: what only stands by never comes first.
   */
  private static List<Share> shares(
      List<InstanceRecords> healthy, Function<TargetAddresses, List<WireRecord>> addresses) {
    int first = healthy.stream().mapToInt(InstanceRecords::priority).min().orElse(0);
    return healthy.stream()
        .map(
            each ->
                new Share(
                    addresses.apply(each.addresses()),
                    each.priority() == first ? each.weight() : 0))
        .filter(share -> !share.records().isEmpty())
        .toList();
  }

  private static Node primaryPorts(
      DomainName name, Protocol protocol, List<InstanceRecords> healthy, CompiledService before) {
    var services = new LinkedHashMap<WireRecord, TargetAddresses>();
    healthy.stream()
        .filter(each -> each.entry().instance().primaryPort().protocol() == protocol)
        .forEach(each -> services.put(each.services().getFirst(), each.addresses()));
    return new NodeBuilder(name, before.nodes().get(name)).services(services).build();
  }

  private static Node namedPorts(
      DomainName name, PortName port, List<InstanceRecords> healthy, CompiledService before) {
    var services = new LinkedHashMap<WireRecord, TargetAddresses>();
    for (InstanceRecords each : healthy) {
      WireRecord record = each.service(port);
      if (record != null) {
        services.put(record, each.addresses());
      }
    }
    return new NodeBuilder(name, before.nodes().get(name)).services(services).build();
  }

  private static void add(Map<DomainName, Node> nodes, Node node) {
    if (nodes.put(node.name(), node) != null) {
      throw new IllegalStateException("two meanings of " + node.name());
    }
  }
}
