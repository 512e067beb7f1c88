package dev.rollcall.health;

import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.IpNetwork;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses may be probed. Whoever registers names the address, so a probe must not open what
 * only this machine can reach: services bound to loopback, or those that tell a cloud's machine its
 * secrets, which are at link-local addresses.
 *
 * @param allowed these and no others; empty for all but what is named above
 * @param loopback whether loopback may be probed although nothing is said of it
 */
public record ProbeNetworks(List<IpNetwork> allowed, boolean loopback) {
  /** All but link-local addresses. */
  public static final ProbeNetworks DEFAULT = new ProbeNetworks(List.of(), true);

  /** Where clouds keep what they tell their machines, beside link-local addresses. */
  private static final List<IpNetwork> METADATA =
      List.of(
          IpNetwork.parse("fd00:ec2::/32"),
          IpNetwork.parse("fd20:ce::254"),
          IpNetwork.parse("100.100.100.200"),
          IpNetwork.parse("168.63.129.16"),
          IpNetwork.parse("192.0.0.192"));

  /** Of IPv6 addresses that stand for the IPv4 address in their last octets: RFC 6052, RFC 4291. */
  private static final List<IpNetwork> EMBEDDING =
      List.of(IpNetwork.parse("64:ff9b::/96"), IpNetwork.parse("::/96"));

  private static final int IPV4_OCTETS = 4;

  public ProbeNetworks {
    allowed = List.copyOf(allowed);
  }

  /** Why an address is not to be contacted, for people; empty when it may be. */
  Optional<String> refusal(IpAddress address) {
    return isAllowed(address)
        ? Optional.empty()
        : Optional.of("address " + address + " is none that this registry probes");
  }

  private boolean isAllowed(IpAddress address) {
    if (!allowed.isEmpty()) {
      return allowed.stream().anyMatch(network -> network.contains(address));
    }
    if (address.value().isLoopbackAddress()) {
      return loopback;
    }
    if (EMBEDDING.stream().anyMatch(network -> network.contains(address))) {
      return isEmbeddedAllowed(address);
    }
    return !address.value().isLinkLocalAddress()
        && METADATA.stream().noneMatch(network -> network.contains(address));
  }

  private boolean isEmbeddedAllowed(IpAddress address) {
    byte[] octets = address.octets();
    try {
      byte[] last = Arrays.copyOfRange(octets, octets.length - IPV4_OCTETS, octets.length);
      return isAllowed(new IpAddress(InetAddress.getByAddress(last)));
    } catch (InvalidValueException | UnknownHostException e) {
      return false; // nobody's address
    }
  }
}
