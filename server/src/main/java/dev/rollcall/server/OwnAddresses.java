package dev.rollcall.server;

import dev.rollcall.registry.instance.IpAddress;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;

/** The addresses at which others reach this machine. */
final class OwnAddresses {
  private OwnAddresses() {}

  /**
   * Those that {@code bind} stands for, IPv4 first: itself, or for a wildcard what the machine's
   * interfaces have. Loopback counts where there is nothing else.
   */
  static List<IpAddress> behind(InetAddress bind) throws IOException {
    if (!bind.isAnyLocalAddress()) {
      return List.of(new IpAddress(bind));
    }
    // The IPv6 wildcard stands for both families.
    boolean both = bind instanceof Inet6Address;
    List<IpAddress> all =
        ofInterfaces().stream().filter(one -> both || one.isIpv4()).sorted().toList();
    List<IpAddress> outside = all.stream().filter(one -> !one.value().isLoopbackAddress()).toList();
    return outside.isEmpty() ? all : outside;
  }

  private static List<IpAddress> ofInterfaces() throws IOException {
    var addresses = new ArrayList<IpAddress>();
    for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
      for (InetAddress address : card.inetAddresses().toList()) {
        if (card.isUp() && !address.isLinkLocalAddress()) {
          // An interface's addresses carry its name as their scope, which means nothing elsewhere.
          addresses.add(new IpAddress(InetAddress.getByAddress(address.getAddress())));
        }
      }
    }
    return addresses;
  }
}
