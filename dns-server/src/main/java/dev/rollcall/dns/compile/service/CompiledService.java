package dev.rollcall.dns.compile.service;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.zone.LatestTags;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.Port.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a service adds to the zone.
 *
 * @param taken labels right below the service that belong to others
 * @param names of its registered instances
 * @param instances the same, for the next time
 * @param changed instances that were compiled anew, and what the last time had of those or others
 *     that are gone
 * @param selections nodes of some of its instances
 * @param tags what is answered below the names of its tags
 * @param nodes all, by name
 */
public record CompiledService(
    Set<String> taken,
    Map<InstanceId, InstanceNames> names,
    Map<InstanceId, InstanceRecords> instances,
    Changed changed,
    Map<Selection, Node> selections,
    LatestTags tags,
    Map<DomainName, Node> nodes) {
  /** Instances that came, and instances that went; one that is another now did both. */
  public record Changed(List<InstanceRecords> gone, List<InstanceRecords> come) {
    static final Changed NOTHING = new Changed(List.of(), List.of());
  }

  /** Of a service that was not there. */
  public static CompiledService nothing() {
    return new CompiledService(
        Set.of(), Map.of(), Map.of(), Changed.NOTHING, Map.of(), new LatestTags(), Map.of());
  }

  /** The protocols over which the service can be browsed, if somebody is healthy or not. */
  public Set<Protocol> protocols() {
    return instances.values().stream().map(InstanceRecords::protocol).collect(Collectors.toSet());
  }
}
