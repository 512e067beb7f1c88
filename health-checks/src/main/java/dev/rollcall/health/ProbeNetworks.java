package dev.rollcall.health;

import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.IpNetwork;
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
          IpNetwork.parse("100.100.100.200"),
          IpNetwork.parse("192.0.0.192"));

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
    return !address.value().isLinkLocalAddress()
        && METADATA.stream().noneMatch(network -> network.contains(address));
  }
}
