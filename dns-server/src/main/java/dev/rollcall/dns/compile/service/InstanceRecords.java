package dev.rollcall.dns.compile.service;

import dev.rollcall.dns.compile.node.NodeBuilder;
import dev.rollcall.dns.compile.node.RecordEncoder;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.Bundle;
import dev.rollcall.dns.record.Bundles;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.record.TargetAddresses;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.dns.zone.TagSelector.Tagged;
import dev.rollcall.registry.instance.Endpoint.Addresses;
import dev.rollcall.registry.instance.Endpoint.ExternalHost;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.Metadata;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Port.Protocol;
import dev.rollcall.registry.instance.Tag;
import dev.rollcall.registry.state.Registered;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/**
 * What one instance adds to the zone, encoded once for as long as it stays as it is. Sets of the
 * service share the records.
 *
 * @param services the SRV records, in the order of the instance's ports
 * @param addresses of the SRV records' target; none of an external host
 * @param text the TXT record
 * @param bindings the HTTPS and SVCB records
 * @param node the instance under its own name
 * @param browsed the instance where its service is browsed
 * @param pointer the PTR record to there
 * @param browsedBundles what the PTR record brings along
 * @param selections what it belongs to
 * @param tagged how it is selected by its tags, null without any
 */
public record InstanceRecords(
    Registered entry,
    InstanceNames names,
    List<WireRecord> services,
    TargetAddresses addresses,
    WireRecord text,
    Bindings bindings,
    Node node,
    Node browsed,
    WireRecord pointer,
    Bundles browsedBundles,
    List<Selection> selections,
    @Nullable Tagged tagged) {
  public InstanceRecords {
    services = List.copyOf(services);
    selections = List.copyOf(selections);
  }

  /**
   * Encodes an instance.
   *
   * @param isHealthy whether there is something of it to give
   * @param before the node that had its name, whose rotations go on
   */
  static InstanceRecords of(
      Registered entry,
      boolean isHealthy,
      InstanceNames names,
      ServiceNames service,
      RecordEncoder encoder,
      @Nullable Node before) {
    Instance instance = entry.instance();
    DomainName target =
        switch (instance.endpoint()) {
          case Addresses _ -> names.own();
          case ExternalHost(String host) -> DomainName.of(host);
        };
    TargetAddresses addresses =
        switch (instance.endpoint()) {
          case Addresses(List<IpAddress> all) -> encoder.addresses(all);
          case ExternalHost _ -> TargetAddresses.NONE;
        };
    List<WireRecord> services = services(instance, target, encoder);
    WireRecord text = encoder.text(instance.metadata());
    Protocol protocol = instance.primaryPort().protocol();
    var node = new NodeBuilder(names.own(), before);
    var browsed = new NodeBuilder(names.browsed(service, protocol), null);
    if (isHealthy) {
      RecordSet texts = encoder.texts(text);
      RecordSet primary = primaryService(services, addresses.bundles());
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
        Bindings.of(instance, target, encoder),
        node.build(),
        browsed.build(),
        encoder.pointer(names.octets(), service.overProtocol(protocol)),
        browsedBundles(services.getFirst(), text, addresses),
        Selection.of(instance),
        instance.tags().isEmpty() ? null : tagged(instance, isHealthy, addresses, services));
  }

  private InstanceRecords of(Registered other) {
    return new InstanceRecords(
        other,
        names,
        services,
        addresses,
        text,
        bindings,
        node,
        browsed,
        pointer,
        browsedBundles,
        selections,
        tagged);
  }

  /**
   * Takes the records over for an entry of the instance as it is now.
   *
   * @return null when they would be others
   */
  @SuppressWarnings("ReferenceEquality") // mostly nothing has changed
  @Nullable InstanceRecords ifStillOf(
      Registered other, boolean isOtherHealthy, InstanceNames otherNames) {
    if (isHealthy() != isOtherHealthy || (names != otherNames && !names.equals(otherNames))) {
      return null;
    }
    if (entry == other) {
      return this;
    }
    // Selections hold these records themselves, and are not looked through for them.
    boolean isSame = selections.isEmpty() && entry.instance().equals(other.instance());
    return isSame ? of(other) : null;
  }

  /** Whether there is something of it to give; what is not given has names without records. */
  public boolean isHealthy() {
    return browsed.set(Type.SRV) != null;
  }

  InstanceId id() {
    return entry.key().id();
  }

  /** The nodes of its own names. */
  void addNodesTo(List<Node> nodes) {
    nodes.add(node);
    nodes.add(browsed);
  }

  /** What an SRV record brings along. */
  Bundles bundles() {
    return addresses.bundles();
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

  List<Port> ports() {
    return entry.instance().ports();
  }

  /** The protocol over which it is browsed. */
  Protocol protocol() {
    return entry.instance().primaryPort().protocol();
  }

  /** The addresses of its own, which have names in reverse zones. */
  public List<IpAddress> ownAddresses() {
    return entry.instance().endpoint() instanceof Addresses(List<IpAddress> all) ? all : List.of();
  }

  /** The SRV record of the first port. */
  WireRecord primaryService() {
    return services.getFirst();
  }

  /** The SRV record of that port, null when the instance has none of that name and protocol. */
  @Nullable WireRecord service(PortName name) {
    List<Port> ports = entry.instance().ports();
    for (int i = 0; i < ports.size(); i++) {
      if (name.isOf(ports.get(i))) {
        return services.get(i);
      }
    }
    return null;
  }

  /** How its tags select it; what has another priority than that stands by. */
  Tagged tagged(int firstPriority) {
    Tagged own = Objects.requireNonNull(tagged, "no tags");
    return priority() == firstPriority || !isHealthy()
        ? own
        : new Tagged(own.tags(), true, 0, addresses, own.services());
  }

  boolean hasTags() {
    return tagged != null;
  }

  /** RFC 6763 section 12.1: SRV, TXT and the addresses of the SRV record's target. */
  private static Bundles browsedBundles(
      WireRecord service, WireRecord text, TargetAddresses addresses) {
    return Bundles.of(List.of(new Bundle(List.of(service, text), all(addresses))));
  }

  private static List<WireRecord> all(TargetAddresses addresses) {
    if (addresses.ipv6().isEmpty()) {
      return addresses.ipv4();
    }
    var all = new ArrayList<>(addresses.ipv4());
    all.addAll(addresses.ipv6());
    return all;
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

  private static RecordSet primaryService(List<WireRecord> services, Bundles bundles) {
    return withBundles(RecordSet.fixed(Type.SRV, List.of(services.getFirst())), bundles);
  }

  /** All ports under the instance's own name, the primary one first; the addresses come once. */
  private static RecordSet ownServices(List<WireRecord> services, Bundles bundles) {
    return withBundles(RecordSet.fixed(Type.SRV, services.stream().distinct().toList()), bundles);
  }

  private static RecordSet withBundles(RecordSet set, Bundles first) {
    if (first.size() == 0) {
      return set;
    }
    var all = new ArrayList<>(Collections.nCopies(set.size(), Bundles.NONE));
    all.set(0, first);
    return set.withBundles(all);
  }

  private static List<WireRecord> services(
      Instance instance, DomainName target, RecordEncoder encoder) {
    return instance.ports().stream().map(port -> encoder.service(instance, port, target)).toList();
  }
}
