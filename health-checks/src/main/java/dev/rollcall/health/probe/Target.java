package dev.rollcall.health.probe;

import dev.rollcall.registry.instance.IpAddress;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;

/** The one place that a probe connects to: an address and a port that the instance registered. */
public record Target(IpAddress address, int port) {
  SocketAddress socket() {
    return SocketAddress.inetSocketAddress(new InetSocketAddress(address.value(), port));
  }

  /** As it stands in a Host header, RFC 9110 section 7.2. */
  @Override
  public String toString() {
    return (address.isIpv4() ? address.toString() : "[" + address + "]") + ":" + port;
  }
}
