package dev.rollcall.dns.compile.service;

import dev.rollcall.dns.compile.node.RecordEncoder;
import dev.rollcall.dns.compile.service.CompiledService.Changed;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.AnswerPolicy;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.registry.Answering;
import dev.rollcall.registry.Service;
import dev.rollcall.registry.instance.Endpoint.ExternalHost;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Port.Protocol;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.Registered;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
   * Compiles the service as it is now. Of what did not change, only references are copied.
   *
   * @param subServices first labels of the known services right below; these names are theirs
   * @param before what was made of the service last time; counts no more when this returns
   */
  public Recompiled compile(Service service, Set<String> subServices, CompiledService before) {
    var muster = new Muster(served(service), before.instances());
    boolean sameTaken = subServices.equals(before.taken());
    Set<String> taken = sameTaken ? before.taken() : Set.copyOf(subServices);
    NameBook names = names(muster, taken, before);
    var instances = new ArrayList<InstanceRecords>(muster.size());
    Changed changed = encode(muster, service.answering(), names, before.names(), instances);
    boolean same = sameTaken && changed.isNothing() && !before.nodes().isEmpty();

    AnswerPolicy policy = policies.of(service.name());
    var selections = new SelectionCompiler(before.names(), policy, before);
    Map<Selection, Selected> selected = selections.compile(changed);
    Map<DomainName, Node> nodes =
        same ? before.nodes() : nodes(instances, before.names(), taken, policy, before.nodes());
    var after =
        new CompiledService(
            before.names(),
            taken,
            names.isPlain(),
            List.copyOf(instances),
            same ? before.protocols() : protocols(instances),
            before.selections(),
            before.tags(),
            nodes);
    var shown = new ArrayList<Node>();
    var hidden = new ArrayList<Node>();
    if (!same) {
      shown.addAll(nodes.values());
      hidden.addAll(before.nodes().values());
    }
    changed.come().forEach(each -> each.addNodesTo(shown));
    changed.gone().forEach(each -> each.addNodesTo(hidden));
    selected.values().forEach(now -> now.addNodeTo(shown));
    selected.keySet().forEach(selection -> selected(before, selection).addNodeTo(hidden));
    // Nothing can fail from here on.
    selected.forEach((selection, now) -> replace(before.selections(), selection, now));
    selections.updateTags(instances, changed);
    return new Recompiled(after, changed, shown, hidden);
  }

  private static Selected selected(CompiledService service, Selection selection) {
    return service.selections().getOrDefault(selection, Selected.NOBODY);
  }

  private List<Registered> served(Service service) {
    var served = new ArrayList<Registered>(service.entries().size());
    for (Entry entry : service.entries()) {
      if (entry instanceof Registered registered && !isAliasOfOwnZone(registered)) {
        served.add(registered);
      }
    }
    return served;
  }

  /** RFC 1034 section 3.6.2, RFC 2782: such an alias could lead to another, or to itself. */
  private boolean isAliasOfOwnZone(Registered entry) {
    return entry.instance().endpoint() instanceof ExternalHost(String host)
        && DomainName.of(host).isUnder(apex);
  }

  /** Names depend on the ids alone, which mostly are those of the last time. */
  private static NameBook names(Muster muster, Set<String> taken, CompiledService before) {
    if (!muster.hasOtherIds() && taken.equals(before.taken())) {
      return NameBook.asBefore(before);
    }
    return NameBook.of(before.names(), muster.ids(), muster.come(), taken, before, muster.stayed());
  }

  /** Adds the records of each entry to {@code instances}. */
  private Changed encode(
      Muster muster,
      Answering answering,
      NameBook names,
      ServiceNames service,
      List<InstanceRecords> instances) {
    var gone = new ArrayList<>(muster.left());
    var come = new ArrayList<InstanceRecords>();
    for (int i = 0; i < muster.size(); i++) {
      Registered entry = muster.entry(i);
      boolean isGiven = answering.gives(entry);
      InstanceRecords known = muster.known(i);
      InstanceNames own = names.of(entry.key().id(), known);
      InstanceRecords records = known == null ? null : known.ifStillOf(entry, isGiven, own);
      if (records == null) {
        Node node = known == null ? null : known.node();
        records = InstanceRecords.of(entry, isGiven, own, service, encoder, node);
        come.add(records);
        if (known != null) {
          gone.add(known);
        }
      }
      instances.add(records);
    }
    gone.sort(Comparator.comparing(InstanceRecords::id));
    return new Changed(gone, come);
  }

  private static Set<Protocol> protocols(List<InstanceRecords> instances) {
    var protocols = EnumSet.noneOf(Protocol.class);
    instances.forEach(each -> protocols.add(each.protocol()));
    return Set.copyOf(protocols);
  }

  /** The nodes of the service itself and of its ports. */
  private static Map<DomainName, Node> nodes(
      List<InstanceRecords> instances,
      ServiceNames names,
      Set<String> taken,
      AnswerPolicy policy,
      Map<DomainName, Node> before) {
    var nodes = new HashMap<DomainName, Node>();
    var sets = new ServiceSets(names.service(), Healthy.of(instances), policy, before);
    add(nodes, sets.service());
    for (Protocol protocol : Protocol.values()) {
      add(nodes, sets.over(protocol, names.overProtocol(protocol)));
    }
    for (PortName port : ports(instances)) {
      if (!taken.contains(port.name())) {
        add(nodes, sets.port(port, names.port(port)));
      }
    }
    return Map.copyOf(nodes);
  }

  private static Set<PortName> ports(List<InstanceRecords> instances) {
    var ports = new HashSet<PortName>();
    for (InstanceRecords each : instances) {
      for (Port port : each.ports()) {
        ports.add(PortName.of(port));
      }
    }
    return ports;
  }

  private static void add(Map<DomainName, Node> nodes, Node node) {
    if (nodes.put(node.name(), node) != null) {
      throw new IllegalStateException("two meanings of " + node.name());
    }
  }

  private static void replace(
      Map<Selection, Selected> selections, Selection selection, Selected now) {
    if (now.members().isEmpty()) {
      selections.remove(selection);
    } else {
      selections.put(selection, now);
    }
  }
}
