package dev.rollcall.dns.compile.service;

import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Port.Protocol;

/** What tells the ports of a service apart in DNS. */
record PortName(String name, Protocol protocol) {
  static PortName of(Port port) {
    return new PortName(port.name(), port.protocol());
  }

  /** Whether that port has the name. */
  boolean isOf(Port port) {
    return port.protocol() == protocol && port.name().equals(name);
  }
}
