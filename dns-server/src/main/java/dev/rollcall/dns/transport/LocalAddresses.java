package dev.rollcall.dns.transport;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.stream.Stream;

/** The addresses of this machine. */
public final class LocalAddresses {
  private LocalAddresses() {}

  /**
   * The same addresses with each wildcard spelled out: a reply over UDP has to leave from the
   * address that was asked (RFC 2181 section 4), which a socket knows that is bound to it. {@code
   * 0.0.0.0} stands for all IPv4 addresses that the machine has now, {@code ::} for all of both
   * kinds.
   */
  public static List<InetAddress> spelledOut(List<InetAddress> addresses) throws IOException {
    List<InetAddress> local =
        addresses.stream().anyMatch(InetAddress::isAnyLocalAddress) ? all() : List.of();
    return addresses.stream().flatMap(address -> spelledOut(address, local)).distinct().toList();
  }

  private static Stream<InetAddress> spelledOut(InetAddress address, List<InetAddress> local) {
    if (!address.isAnyLocalAddress()) {
      return Stream.of(address);
    }
    return address instanceof Inet4Address
        ? local.stream().filter(Inet4Address.class::isInstance)
        : local.stream();
  }

  private static List<InetAddress> all() throws IOException {
    return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList();
  }
}
