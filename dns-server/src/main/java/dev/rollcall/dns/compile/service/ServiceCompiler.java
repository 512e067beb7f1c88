package dev.rollcall.dns.compile.service;

import dev.rollcall.dns.compile.node.NodeBuilder;
import dev.rollcall.dns.compile.node.RecordEncoder;
import dev.rollcall.dns.compile.service.CompiledService.Changed;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.AnswerPolicy;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.registry.Service;
import dev.rollcall.registry.instance.Endpoint.ExternalHost;
import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.Port.Protocol;
import dev.rollcall.registry.state.Registered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xbill.DNS.Type;

/**
 * Turns a service into the nodes of its names. Which names there are follows from what is
 * registered; what is answered at them, from what is healthy.
 */
public final class ServiceCompiler {
  private final DomainName apex;
  private final RecordEncoder encoder;
  private final AnswerPolicies policies;

  public ServiceCompiler(DomainName apex, RecordEncoder encoder, AnswerPolicies policies) {
    this.apex = apex;
    this.encoder = encoder;
    this.policies = policies;
  }

  /**
   * Compiles the service as it is now.
   *
   * @param subServices first labels of the known services right below; these names are theirs
   * @param before what was made of the service last time, from which what did not change is taken
   */
  public CompiledService compile(Service service, Set<String> subServices, CompiledService before) {
    var names = ServiceNames.of(apex, service.name());
    List<Registered> served =
        service.registered().stream().filter(entry -> !isAliasOfOwnZone(entry)).toList();
    Map<InstanceId, InstanceNames> instanceNames = names(names, served, subServices, before);
    Map<InstanceId, InstanceRecords> instances = instances(served, names, instanceNames, before);
    Changed changed = changed(before.instances(), instances);

    AnswerPolicy policy = policies.of(service.name());
    var selections = new SelectionCompiler(names, policy, before);
    Map<Selection, Node> selected = selections.compile(instances.values(), changed);

    var nodes = new LinkedHashMap<DomainName, Node>();
    List<InstanceRecords> healthy =
        instances.values().stream().filter(InstanceRecords::isHealthy).toList();
    var sets = new Sets(healthy, policy, before.nodes());
    add(nodes, sets.service(names.service()));
    for (Protocol protocol : Protocol.values()) {
      add(nodes, sets.over(protocol, names.overProtocol(protocol)));
    }
    instances.values().stream()
        .flatMap(InstanceRecords::ports)
        .distinct()
        .filter(port -> !subServices.contains(port.name()))
        .forEach(port -> add(nodes, sets.port(port, names.port(port))));
    for (InstanceRecords instance : instances.values()) {
      add(nodes, instance.node());
      add(nodes, instance.browsed());
    }
    selected.values().forEach(node -> add(nodes, node));
    selections.updateTags(instances.values(), changed);
    return new CompiledService(
        Set.copyOf(subServices), instanceNames, instances, changed, selected, before.tags(), nodes);
  }

  /** RFC 1034 section 3.6.2, RFC 2782: such an alias could lead to another, or to itself. */
  private boolean isAliasOfOwnZone(Registered entry) {
    return entry.instance().endpoint() instanceof ExternalHost(String host)
        && DomainName.of(host).isUnder(apex);
  }

  /** Names depend on the ids alone, which mostly are those of the last time. */
  private static Map<InstanceId, InstanceNames> names(
      ServiceNames names, List<Registered> served, Set<String> taken, CompiledService before) {
    List<InstanceId> ids = served.stream().map(entry -> entry.key().id()).toList();
    boolean same =
        taken.equals(before.taken())
            && ids.size() == before.names().size()
            && ids.stream().allMatch(before.names()::containsKey);
    return same ? before.names() : InstanceNames.of(names, ids, taken);
  }

  private Map<InstanceId, InstanceRecords> instances(
      List<Registered> registered,
      ServiceNames names,
      Map<InstanceId, InstanceNames> instanceNames,
      CompiledService before) {
    var instances = new LinkedHashMap<InstanceId, InstanceRecords>();
    for (Registered entry : registered) {
      InstanceId id = entry.key().id();
      InstanceNames own = instanceNames.get(id);
      if (own == null) {
        throw new IllegalStateException("no name for " + id);
      }
      InstanceRecords known = before.instances().get(id);
      instances.put(
          id,
          known != null && known.areOf(entry, own)
              ? known
              : InstanceRecords.of(entry, own, names, encoder, before.nodes()));
    }
    return instances;
  }

  private static Changed changed(
      Map<InstanceId, InstanceRecords> before, Map<InstanceId, InstanceRecords> after) {
    return new Changed(missing(before, after), missing(after, before));
  }

  /** What is not in {@code others} as it is; it was taken over from there otherwise. */
  @SuppressWarnings("ReferenceEquality")
  private static List<InstanceRecords> missing(
      Map<InstanceId, InstanceRecords> some, Map<InstanceId, InstanceRecords> others) {
    var missing = new ArrayList<InstanceRecords>();
    some.forEach(
        (id, records) -> {
          if (others.get(id) != records) {
            missing.add(records);
          }
        });
    return missing;
  }

  private static void add(Map<DomainName, Node> nodes, Node node) {
    if (nodes.put(node.name(), node) != null) {
      throw new IllegalStateException("two meanings of " + node.name());
    }
  }

  /** The sets of all healthy instances. */
  private record Sets(
      List<InstanceRecords> healthy, AnswerPolicy policy, Map<DomainName, Node> before) {
    Node service(DomainName name) {
      RecordSet alias = healthy.size() == 1 ? healthy.getFirst().alias() : null;
      if (alias != null) {
        return new NodeBuilder(name, before.get(name)).set(alias).build();
      }
      var shares = new Shares(healthy);
      return node(name)
          .weighted(Type.A, shares.ipv4())
          .weighted(Type.AAAA, shares.ipv6())
          .rotating(Type.SRV, shares.services(InstanceRecords::primaryService))
          .rotating(Type.HTTPS, shares.services(each -> each.bindings().of(Type.HTTPS)))
          .rotating(Type.SVCB, shares.services(each -> each.bindings().of(Type.SVCB)))
          .rotating(
              Type.TXT,
              healthy.stream().filter(InstanceRecords::hasText).map(InstanceRecords::text))
          .build();
    }

    /** Both who looks the service up and who browses its instances ask here. */
    Node over(Protocol protocol, DomainName name) {
      List<InstanceRecords> all =
          healthy.stream().filter(each -> each.protocol() == protocol).toList();
      var shares = new Shares(all);
      return node(name)
          .rotating(Type.SRV, shares.services(InstanceRecords::primaryService))
          .pointers(shares.pointers())
          .build();
    }

    Node port(PortName port, DomainName name) {
      return node(name)
          .rotating(Type.SRV, new Shares(healthy).services(each -> each.service(port)))
          .build();
    }

    private NodeBuilder node(DomainName name) {
      return new NodeBuilder(name, before.get(name), policy);
    }
  }
}
