package dev.rollcall.dns.compile.service;

import dev.rollcall.dns.compile.node.NodeBuilder;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.AnswerPolicy;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.zone.Nearby;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.registry.instance.Port.Protocol;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.xbill.DNS.Type;

/**
 * The sets of all healthy instances. Mostly the SRV records of a service, of its protocol and of
 * its port are the same, and are gathered once.
 */
final class ServiceSets {
  private final Healthy healthy;
  private final List<Near> near;
  private final AnswerPolicy policy;
  private final Map<DomainName, Node> before;
  private final Node service;

  /**
   * @param near what some clients are given in place of all that is healthy
   * @param before the nodes that had the names
   */
  ServiceSets(
      DomainName service,
      Healthy healthy,
      List<Near> near,
      AnswerPolicy policy,
      Map<DomainName, Node> before) {
    this.healthy = healthy;
    this.near = near;
    this.policy = policy;
    this.before = before;
    this.service = compile(service);
  }

  Node service() {
    return service;
  }

  /** Both who looks the service up and who browses its instances ask here. */
  Node over(Protocol protocol, DomainName name) {
    NodeBuilder node = node(name);
    RecordSet services = service.set(Type.SRV);
    if (services != null && healthy.areAll(each -> each.protocol() == protocol)) {
      return alike(node.alike(services).pointers(healthy.pointers()).build());
    }
    Healthy some = healthy.only(each -> each.protocol() == protocol);
    Node others =
        node.rotating(Type.SRV, some.services(InstanceRecords::primaryService))
            .pointers(some.pointers())
            .build();
    return nearby(
        others,
        near.stream().map(each -> each.only(one -> one.protocol() == protocol)).toList(),
        Near::addServices);
  }

  Node port(PortName port, DomainName name) {
    RecordSet services = service.set(Type.SRV);
    if (services != null && healthy.areAll(each -> port.isOf(each.ports().getFirst()))) {
      return alike(node(name).alike(services).build());
    }
    Node others =
        node(name).rotating(Type.SRV, healthy.services(each -> each.service(port))).build();
    return nearby(
        others,
        near,
        (each, builder) -> {
          int locality = each.locality();
          builder.rotating(
              Type.SRV, each.services(of -> of.services(one -> one.service(port, locality))));
        });
  }

  private Node compile(DomainName name) {
    InstanceRecords alone = healthy.alone();
    RecordSet alias = alone == null ? null : alone.alias();
    if (alias != null) {
      return new NodeBuilder(name, before.get(name)).set(alias).build();
    }
    Node others =
        node(name)
            .weighted(Type.A, healthy.ipv4())
            .weighted(Type.AAAA, healthy.ipv6())
            .rotating(Type.SRV, healthy.services(InstanceRecords::primaryService))
            .rotating(Type.HTTPS, healthy.services(each -> each.bindings().of(Type.HTTPS)))
            .rotating(Type.SVCB, healthy.services(each -> each.bindings().of(Type.SVCB)))
            .rotating(Type.TXT, healthy.texts())
            .build();
    return nearby(others, near, ServiceSets::addAll);
  }

  private Node alike(Node node) {
    return nearby(
        node,
        near,
        (each, builder) -> {
          Nearby ofService = service.nearby();
          Node own = ofService == null ? null : ofService.node(each.locality());
          RecordSet services = own == null ? null : own.set(Type.SRV);
          if (services != null) {
            builder.alike(services);
          }
        });
  }

  private static void addAll(Near near, NodeBuilder builder) {
    near.addInstances(builder);
    for (int type : new int[] {Type.HTTPS, Type.SVCB}) {
      builder.rotating(
          type, near.services(of -> of.services(each -> each.bindings(near.locality()).of(type))));
    }
  }

  private Node nearby(Node node, List<Near> all, BiConsumer<Near, NodeBuilder> sets) {
    return Near.addTo(node, before.get(node.name()), policy, all, sets);
  }

  private NodeBuilder node(DomainName name) {
    return new NodeBuilder(name, before.get(name), policy);
  }
}
