package dev.rollcall.dns.compile;

import dev.rollcall.dns.compile.node.NodeBuilder;
import dev.rollcall.dns.compile.node.RecordEncoder;
import dev.rollcall.dns.compile.service.AnswerPolicies;
import dev.rollcall.dns.compile.service.CompiledService;
import dev.rollcall.dns.compile.service.Recompiled;
import dev.rollcall.dns.compile.service.ServiceCompiler;
import dev.rollcall.dns.compile.service.ServiceNames;
import dev.rollcall.dns.locality.LocalitySettings;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.dns.zone.Zone;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.Member;
import dev.rollcall.registry.Service;
import dev.rollcall.registry.SettingsChange;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.Port.Protocol;
import dev.rollcall.registry.instance.ServiceName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/**
 * Keeps the zones with the catalogue: compiles each service that changed, once however much of it
 * did. Lives on the thread of the live view; an acknowledgement that waits for the change finds it
 * answered.
 */
public final class ZoneCompiler implements Follower {
  private final Zone zone;
  private final Catalog catalog;
  private final ServiceCompiler compiler;
  private final RecordEncoder encoder;
  private final ApexCompiler apex;
  private final Serial serial;
  private final ReverseCompiler reverse;

  // Owned by the view thread.
  private final Map<ServiceName, CompiledService> services = new HashMap<>();
  private final SubServices subServices;
  private final SharedNames<ServiceName> types;

  /** The services' zone alone, all of whose records are answered. */
  public ZoneCompiler(
      Zone zone,
      Catalog catalog,
      Duration ttl,
      Duration negativeTtl,
      List<IpAddress> ownAddresses,
      Serial serial) {
    this(
        zone,
        List.of(),
        catalog,
        ttl,
        negativeTtl,
        AnswerPolicies.NONE,
        LocalitySettings.NONE,
        ownAddresses,
        serial);
  }

  /**
   * @param zone of the services
   * @param reverseZones of the networks in which they are
   * @param ttl of all records, in whole seconds
   * @param negativeTtl how long resolvers may remember that something is not there
   * @param policies how much is answered of which service
   * @param localities how clients are answered that are near to some instances
   * @param ownAddresses of the name server until the members are known
   * @param serial follows the same catalogue, and came first
   */
  public ZoneCompiler(
      Zone zone,
      List<ReverseZone> reverseZones,
      Catalog catalog,
      Duration ttl,
      Duration negativeTtl,
      AnswerPolicies policies,
      LocalitySettings localities,
      List<IpAddress> ownAddresses,
      Serial serial) {
    this.encoder = new RecordEncoder(ttl, negativeTtl);
    this.zone = zone;
    this.catalog = catalog;
    this.compiler = new ServiceCompiler(zone.apex(), encoder, policies, localities);
    this.subServices = new SubServices();
    this.types = new SharedNames<>(zone);
    this.serial = serial;
    this.apex = new ApexCompiler(zone, zone.apex(), encoder, ownAddresses, serial);
    this.reverse = new ReverseCompiler(reverseZones, zone.apex(), encoder, ownAddresses, serial);
    showBrowsing();
    publish();
    serial.whenRaised(this::publish);
  }

  /**
   * One service that cannot be compiled stays as it was and keeps nothing from the others.
   *
   * @throws IllegalStateException when all is done and there was such a service
   */
  @Override
  public void changed(List<Change> changes) {
    Set<ServiceName> touched = new LinkedHashSet<>();
    for (Change change : changes) {
      touched.add(change.key().service());
    }
    var failures = new ArrayList<RuntimeException>();
    List.copyOf(touched).forEach(name -> attempt(name, each -> note(each, touched), failures));
    var hidden = new ArrayList<Node>();
    touched.forEach(name -> attempt(name, each -> compile(each, hidden), failures));
    // All new names come before old ones go: what moves, be it to another service, is never
    // missing.
    hidden.forEach(zone.tree()::withdraw); // but for those in whose place a new one stands
    types.publish();
    publish();
    throwAny(failures);
  }

  /** That service alone is compiled; where its answers stay the same, nothing is shown anew. */
  @Override
  public void settingsChanged(SettingsChange change) {
    var failures = new ArrayList<RuntimeException>();
    if (services.containsKey(change.service())) {
      var hidden = new ArrayList<Node>();
      attempt(change.service(), each -> compile(each, hidden), failures);
      hidden.forEach(zone.tree()::withdraw);
      types.publish();
    }
    publish();
    throwAny(failures);
  }

  @Override
  public void loaded() {
    publish();
    zone.markLoaded();
    reverse.markLoaded();
  }

  @Override
  public void turnedStale(boolean stale) {
    zone.setStale(stale);
    reverse.setStale(stale);
  }

  @Override
  public void membersChanged(List<Member> members) {
    apex.members(members);
    reverse.members(members);
    publish();
  }

  /**
   * Has the zone's own name say what its owner wrote, but for the serial, which rises. Any thread
   * may call.
   *
   * @param start the SOA record, null for the generated one
   * @param sets all other records; NS records among them replace the generated ones
   */
  public void ownApex(@Nullable SOARecord start, List<RecordSet> sets) {
    apex.own(start, sets);
    apex.publish();
    serial.contentChanged();
  }

  private void note(ServiceName name, Set<ServiceName> touched) {
    ServiceName parent = subServices.noteWhether(name, catalog.service(name).isPresent());
    if (parent != null) {
      touched.add(parent);
    }
  }

  /** Shows what is new of a service, and adds what goes to {@code hidden}. */
  private void compile(ServiceName name, List<Node> hidden) {
    @Nullable CompiledService known = services.get(name);
    @Nullable Service service = catalog.service(name).orElse(null);
    if (service == null) {
      forget(name, known, hidden);
      return;
    }
    CompiledService before = known == null ? CompiledService.nothing(zone.apex(), name) : known;
    Recompiled now = compiler.compile(service, subServices.below(name), before);
    services.put(name, now.service());
    now.shown().forEach(zone.tree()::publish);
    hidden.addAll(now.hidden());
    reverse.remove(now.changed().gone());
    reverse.add(now.changed().come());
    if (known == null || !known.protocols().equals(now.service().protocols())) {
      types.put(typesOf(now.service()), name, types(now.service()));
    }
  }

  private void forget(ServiceName name, @Nullable CompiledService known, List<Node> hidden) {
    if (known != null) {
      services.remove(name);
      hidden.addAll(known.allNodes());
      reverse.remove(known.instances());
      types.remove(typesOf(known), name);
    }
  }

  private static DomainName typesOf(CompiledService service) {
    return ServiceNames.types(service.names().domain());
  }

  /** RFC 6763 section 9: what there is to browse. */
  private List<WireRecord> types(CompiledService service) {
    return Arrays.stream(Protocol.values())
        .filter(service.protocols()::contains)
        .map(service.names()::overProtocol)
        .map(encoder::pointer)
        .toList();
  }

  /** RFC 6763 section 11: who looks for domains to browse is told of this one. */
  private void showBrowsing() {
    for (String label : List.of("b", "lb")) {
      zone.tree()
          .publish(
              new NodeBuilder(ServiceNames.browsing(zone.apex(), label), null)
                  .fixed(Type.PTR, List.of(encoder.pointer(zone.apex())))
                  .build());
    }
  }

  private void publish() {
    apex.publish();
    reverse.publish();
  }

  private static void attempt(
      ServiceName name, Consumer<ServiceName> step, List<RuntimeException> failures) {
    try {
      step.accept(name);
    } catch (RuntimeException e) {
      failures.add(new IllegalStateException("cannot compile the service " + name, e));
    }
  }

  private static void throwAny(List<RuntimeException> failures) {
    if (failures.isEmpty()) {
      return;
    }
    RuntimeException first = failures.removeFirst();
    failures.forEach(first::addSuppressed);
    throw first;
  }
}
