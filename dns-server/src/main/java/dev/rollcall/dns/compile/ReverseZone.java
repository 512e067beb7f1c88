package dev.rollcall.dns.compile;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.zone.Zone;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.IpNetwork;
import java.net.InetAddress;

/**
 * The zone in which the names of a network's addresses lie, such as {@code 10.in-addr.arpa} (RFC
 * 1035 section 3.5) or {@code d.f.ip6.arpa} (RFC 3596 section 2.5).
 */
public record ReverseZone(IpNetwork network, Zone zone) {
  private static final int NIBBLE = 4;

  /** An empty zone for that network. */
  public static ReverseZone of(IpNetwork network) {
    return new ReverseZone(network, new Zone(apex(network)));
  }

  /** Refuses a network of which only a part of a label is given. */
  public static void check(IpNetwork network) {
    int bits = bitsPerLabel(network.first());
    if (network.prefixLength() % bits != 0) {
      throw new InvalidValueException(
          "reverse zone",
          network,
          "a prefix length that is a multiple of 8 for IPv4, of 4 for IPv6, such as 10.0.0.0/8");
    }
  }

  /** The name of a network's zone. */
  public static DomainName apex(IpNetwork network) {
    return name(network.first(), labels(network));
  }

  /** The name of an address. */
  static DomainName name(IpAddress address) {
    InetAddress value = address.value();
    return name(value, value.getAddress().length * Byte.SIZE / bitsPerLabel(value));
  }

  private static int labels(IpNetwork network) {
    check(network);
    return network.prefixLength() / bitsPerLabel(network.first());
  }

  private static DomainName name(InetAddress address, int labels) {
    byte[] octets = address.getAddress();
    boolean ipv4 = octets.length == Integer.BYTES;
    DomainName name = DomainName.of(ipv4 ? "in-addr.arpa" : "ip6.arpa");
    for (int i = 0; i < labels; i++) {
      name = name.child(ipv4 ? Integer.toString(octets[i] & 0xff) : nibble(octets, i));
    }
    return name;
  }

  private static String nibble(byte[] octets, int index) {
    int octet = octets[index / 2] & 0xff;
    return Integer.toHexString(index % 2 == 0 ? octet >> NIBBLE : octet & 0xf);
  }

  private static int bitsPerLabel(InetAddress address) {
    return address.getAddress().length == Integer.BYTES ? Byte.SIZE : NIBBLE;
  }
}
