package dev.rollcall.dns.compile.service;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.Port.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an instance is called.
 *
 * @param own its name
 * @param browsed the label that it is browsed by, in its own case
 */
record InstanceNames(DomainName own, String browsed) {
  /** What lies beside the instances of a service where it is browsed. */
  private static final String SUBTYPES = "_sub";

  /** A service of this name is browsed where the domain speaks of itself. */
  private static final String BROWSING = "dns-sd";

  private static final Set<String> OF_THE_DOMAIN = Set.of("_services", "b", "lb", SUBTYPES);

  /**
   * The names of all instances of a service.
   *
   * @param taken labels right below the service that mean something else
   */
  static Map<InstanceId, InstanceNames> of(
      ServiceNames service, List<InstanceId> ids, Set<String> taken) {
    Map<InstanceId, String> labels = InstanceLabels.of(ids, taken);
    Map<InstanceId, String> browsed =
        InstanceLabels.browsed(ids, service::isBrowsable, takenWhereBrowsed(service));
    var names = new HashMap<InstanceId, InstanceNames>();
    for (InstanceId id : ids) {
      names.put(
          id,
          new InstanceNames(
              service.instance(labels.getOrDefault(id, id.label())),
              browsed.getOrDefault(id, id.hashLabel())));
    }
    return names;
  }

  /** What that instance is called where nobody else wants the same names. */
  static InstanceNames wanted(ServiceNames service, InstanceId id) {
    return new InstanceNames(
        service.instance(id.label()), InstanceLabels.wantedWhereBrowsed(id, service::isBrowsable));
  }

  /** Labels beside the instances of a service where it is browsed that mean something else. */
  static Set<String> takenWhereBrowsed(ServiceNames service) {
    return service.firstLabel().equals(BROWSING) ? OF_THE_DOMAIN : Set.of(SUBTYPES);
  }

  /** The same with another object for its name. */
  InstanceNames withOwn(DomainName name) {
    return new InstanceNames(name, browsed);
  }

  /** Where it is browsed over that protocol. */
  DomainName browsed(ServiceNames service, Protocol protocol) {
    return service.overProtocol(protocol).child(octets());
  }

  /** The label's octets (RFC 6763 section 4.1.1: UTF-8). */
  byte[] octets() {
    return browsed.getBytes(StandardCharsets.UTF_8);
  }
}
