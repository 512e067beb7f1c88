package dev.rollcall.dns.compile;

import dev.rollcall.dns.zone.DomainName;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.registry.instance.InstanceId;
import java.util.Map;

/**
 * What a service adds to the zone.
 *
 * @param instances of its registered instances, for the next time
 * @param nodes by name
 */
record CompiledService(Map<InstanceId, InstanceRecords> instances, Map<DomainName, Node> nodes) {
  static final CompiledService NOTHING = new CompiledService(Map.of(), Map.of());
}
