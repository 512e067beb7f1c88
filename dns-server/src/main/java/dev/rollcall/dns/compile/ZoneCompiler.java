package dev.rollcall.dns.compile;

import dev.rollcall.dns.zone.DomainName;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.dns.zone.RecordSet;
import dev.rollcall.dns.zone.Zone;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.Member;
import dev.rollcall.registry.Service;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.ServiceName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.SOARecord;

/**
 * Keeps the zone with the catalogue: compiles each service that changed, once however much of it
 * did. Lives on the thread of the live view; an acknowledgement that waits for the change finds it
 * answered.
 */
public final class ZoneCompiler implements Follower {
  private final Zone zone;
  private final Catalog catalog;
  private final ServiceCompiler compiler;
  private final ApexCompiler apex;

  // Owned by the view thread.
  private final Map<ServiceName, CompiledService> services = new HashMap<>();
  private final SubServices subServices;

  /**
   * @param ttl of all records, in whole seconds
   * @param negativeTtl how long resolvers may remember that something is not there
   * @param ownAddresses of the name server until the members are known
   * @param serial follows the same catalogue, and came first
   */
  public ZoneCompiler(
      Zone zone,
      Catalog catalog,
      Duration ttl,
      Duration negativeTtl,
      List<IpAddress> ownAddresses,
      Serial serial) {
    var encoder = new RecordEncoder(ttl, negativeTtl);
    this.zone = zone;
    this.catalog = catalog;
    this.compiler = new ServiceCompiler(zone.apex(), encoder);
    this.subServices = new SubServices(zone.apex());
    this.apex = new ApexCompiler(zone, encoder, ownAddresses, serial);
    apex.publish();
    serial.whenRaised(apex::publish);
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
    touched.forEach(name -> attempt(name, this::compile, failures));
    apex.publish();
    throwAny(failures);
  }

  @Override
  public void loaded() {
    apex.publish();
    zone.markLoaded();
  }

  @Override
  public void membersChanged(List<Member> members) {
    apex.members(members);
    apex.publish();
  }

  /**
   * Has the zone's own name say what its owner wrote, but for the serial. Any thread may call.
   *
   * @param start the SOA record, null for the generated one
   * @param sets all other records; NS records among them replace the generated ones
   */
  public void ownApex(@Nullable SOARecord start, List<RecordSet> sets) {
    apex.own(start, sets);
    apex.publish();
  }

  private void note(ServiceName name, Set<ServiceName> touched) {
    ServiceName parent = subServices.noteWhether(name, catalog.service(name).isPresent());
    if (parent != null) {
      touched.add(parent);
    }
  }

  private void compile(ServiceName name) {
    CompiledService before = services.getOrDefault(name, CompiledService.NOTHING);
    @Nullable Service service = catalog.service(name).orElse(null);
    if (service == null) {
      services.remove(name);
      replace(before.nodes(), Map.of());
      return;
    }
    CompiledService after = compiler.compile(service, subServices.below(name), before);
    services.put(name, after);
    replace(before.nodes(), after.nodes());
  }

  /** New names come before old ones go: what moves from one to the other is never missing. */
  private void replace(Map<DomainName, Node> before, Map<DomainName, Node> after) {
    after.forEach(
        (name, node) -> {
          if (before.get(name) != node) {
            zone.tree().publish(node);
          }
        });
    before.forEach(
        (name, node) -> {
          if (!after.containsKey(name)) {
            zone.tree().withdraw(node);
          }
        });
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
