package dev.rollcall.dns.compile;

import dev.rollcall.dns.zone.DomainName;
import dev.rollcall.registry.instance.Port.Protocol;
import dev.rollcall.registry.instance.ServiceName;

/** The grammar of names: what a service, its ports and its instances are called in the zone. */
record ServiceNames(DomainName service) {
  static ServiceNames of(DomainName apex, ServiceName service) {
    DomainName name = apex;
    for (String label : service.labels().reversed()) {
      name = name.child(label);
    }
    return new ServiceNames(name);
  }

  /** The service in the form of RFC 2782: {@code orders.prod} is {@code _orders._tcp.prod}. */
  DomainName overProtocol(String firstLabel, Protocol protocol) {
    return service.parent().child("_" + protocol).child("_" + firstLabel);
  }

  /** One of its ports. */
  DomainName port(PortName port) {
    return service.child("_" + port.protocol()).child("_" + port.name());
  }

  /** One of its instances. */
  DomainName instance(String label) {
    return service.child(label);
  }
}
