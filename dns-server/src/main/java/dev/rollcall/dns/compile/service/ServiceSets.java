package dev.rollcall.dns.compile.service;

import dev.rollcall.dns.compile.node.NodeBuilder;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.AnswerPolicy;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.registry.instance.Port.Protocol;
import java.util.Map;
import org.xbill.DNS.Type;

/**
 * The sets of all healthy instances. Mostly the SRV records of a service, of its protocol and of
 * its port are the same, and are gathered once.
 */
final class ServiceSets {
  private final Healthy healthy;
  private final AnswerPolicy policy;
  private final Map<DomainName, Node> before;
  private final Node service;

  /**
   * @param before the nodes that had the names
   */
  ServiceSets(
      DomainName service, Healthy healthy, AnswerPolicy policy, Map<DomainName, Node> before) {
    this.healthy = healthy;
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
      return node.alike(services).pointers(healthy.pointers()).build();
    }
    Healthy some = healthy.only(each -> each.protocol() == protocol);
    return node.rotating(Type.SRV, some.services(InstanceRecords::primaryService))
        .pointers(some.pointers())
        .build();
  }

  Node port(PortName port, DomainName name) {
    RecordSet services = service.set(Type.SRV);
    if (services != null && healthy.areAll(each -> port.isOf(each.ports().getFirst()))) {
      return node(name).alike(services).build();
    }
    return node(name).rotating(Type.SRV, healthy.services(each -> each.service(port))).build();
  }

  private Node compile(DomainName name) {
    InstanceRecords alone = healthy.alone();
    RecordSet alias = alone == null ? null : alone.alias();
    if (alias != null) {
      return new NodeBuilder(name, before.get(name)).set(alias).build();
    }
    return node(name)
        .weighted(Type.A, healthy.ipv4())
        .weighted(Type.AAAA, healthy.ipv6())
        .rotating(Type.SRV, healthy.services(InstanceRecords::primaryService))
        .rotating(Type.HTTPS, healthy.services(each -> each.bindings().of(Type.HTTPS)))
        .rotating(Type.SVCB, healthy.services(each -> each.bindings().of(Type.SVCB)))
        .rotating(Type.TXT, healthy.texts())
        .build();
  }

  private NodeBuilder node(DomainName name) {
    return new NodeBuilder(name, before.get(name), policy);
  }
}
