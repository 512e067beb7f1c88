package dev.rollcall.dns.compile.service;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.AnswerPolicy;
import dev.rollcall.dns.zone.LatestTags;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.registry.instance.Port.Protocol;
import dev.rollcall.registry.instance.ServiceName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a service adds to the zone. Immutable, but for its selections: they are those of the latest
 * time.
 *
 * @param names what the service is called
 * @param policy how it is answered
 * @param taken labels right below the service that belong to others
 * @param isPlain whether each instance has the names that it wants
 * @param instances those that are registered, in the order of their ids
 * @param protocols over which the service can be browsed, if somebody is healthy or not
 * @param selections some of its instances, by what they have in common
 * @param tags what is answered below the names of its tags
 * @param nodes of the service itself and of its ports, by name
 */
public record CompiledService(
    ServiceNames names,
    ServicePolicy policy,
    Set<String> taken,
    boolean isPlain,
    List<InstanceRecords> instances,
    Set<Protocol> protocols,
    Map<Selection, Selected> selections,
    LatestTags tags,
    Map<DomainName, Node> nodes) {
  private static final ServicePolicy NEW =
      new ServicePolicy(Duration.ZERO, AnswerPolicy.ALL, Optional.empty());

  /**
   * Instances that came, and instances that went; one that is another now did both. In the order of
   * their ids.
   */
  public record Changed(List<InstanceRecords> gone, List<InstanceRecords> come) {
    boolean isNothing() {
      return gone.isEmpty() && come.isEmpty();
    }

    Stream<InstanceRecords> all() {
      return Stream.concat(gone.stream(), come.stream());
    }
  }

  /**
   * Of a service that was not there.
   *
   * @param apex of the zone
   */
  public static CompiledService nothing(DomainName apex, ServiceName name) {
    return new CompiledService(
        ServiceNames.of(apex, name),
        NEW,
        Set.of(),
        true,
        List.of(),
        Set.of(),
        new HashMap<>(),
        new LatestTags(),
        Map.of());
  }

  /** All that it adds. */
  public List<Node> allNodes() {
    var all = new ArrayList<>(nodes.values());
    instances.forEach(each -> each.addNodesTo(all));
    selections.values().forEach(each -> each.addNodeTo(all));
    return all;
  }
}
