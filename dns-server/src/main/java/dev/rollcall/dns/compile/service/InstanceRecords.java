package dev.rollcall.dns.compile.service;

import dev.rollcall.dns.locality.LocalityTable;
import dev.rollcall.dns.record.Bundles;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.record.TargetAddresses;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.dns.zone.TagSelector.Tagged;
import dev.rollcall.registry.instance.Endpoint.Addresses;
import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.Metadata;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Port.Protocol;
import dev.rollcall.registry.state.Registered;
import java.util.List;
import java.util.Objects;
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
 * @param distant what clients elsewhere are told of it, null where no localities are known
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
    @Nullable Tagged tagged,
    @Nullable Distant distant) {
  public InstanceRecords {
    services = List.copyOf(services);
    selections = List.copyOf(selections);
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
        tagged,
        distant);
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

  /** The same as clients in that locality are told. */
  WireRecord primaryService(int locality) {
    return services(locality).getFirst();
  }

  /** The SRV record of that port, null when the instance has none of that name and protocol. */
  @Nullable WireRecord service(PortName name) {
    return service(name, services);
  }

  /** The same as clients in that locality are told. */
  @Nullable WireRecord service(PortName name, int locality) {
    return service(name, services(locality));
  }

  /** The HTTPS and SVCB records as clients in that locality are told. */
  Bindings bindings(int locality) {
    return distant == null || distant.locality() == locality ? bindings : distant.bindings();
  }

  /** The number of the locality that it is in, {@code NOWHERE} for none that is known. */
  int locality() {
    return distant == null ? LocalityTable.NOWHERE : distant.locality();
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

  private List<WireRecord> services(int locality) {
    return distant == null || distant.locality() == locality ? services : distant.services();
  }

  private @Nullable WireRecord service(PortName name, List<WireRecord> ofPorts) {
    List<Port> ports = entry.instance().ports();
    for (int i = 0; i < ports.size(); i++) {
      if (name.isOf(ports.get(i))) {
        return ofPorts.get(i);
      }
    }
    return null;
  }
}
