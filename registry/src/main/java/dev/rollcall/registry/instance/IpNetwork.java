package dev.rollcall.registry.instance;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * All addresses that begin with the same bits, as {@code 10.0.0.0/8} (RFC 4632) or {@code fd00::/8}
 * (RFC 4291 section 2.3). IPv4 and IPv6 are kept apart.
 *
 * @param first the lowest of the addresses: all bits after the prefix are clear
 * @param prefixLength how many bits they share, 0 to 32 or 128
 */
public record IpNetwork(InetAddress first, int prefixLength) {
  private static final String ALLOWED =
      "an address and a prefix length without bits beyond it, such as 10.0.0.0/8 or fd00::/8";

  private static final Pattern FORM = Pattern.compile("([^/]+)/([0-9]{1,3})");

  public IpNetwork {
    byte[] octets = first.getAddress();
    boolean inRange = prefixLength >= 0 && prefixLength <= octets.length * Byte.SIZE;
    if (!inRange || !Arrays.equals(octets, masked(octets, prefixLength))) {
      throw new InvalidValueException(
          "network", first.getHostAddress() + "/" + prefixLength, ALLOWED);
    }
  }

  /** Reads {@code address/prefix}; an address alone stands for itself. */
  public static IpNetwork parse(String text) {
    if (text.indexOf('/') < 0) {
      IpAddress single = IpAddress.parse(text);
      return new IpNetwork(single.value(), single.octets().length * Byte.SIZE);
    }
    var parts = FORM.matcher(text);
    if (!parts.matches() || !IpAddress.isLiteral(parts.group(1))) {
      throw new InvalidValueException("network", text, ALLOWED);
    }
    try {
      return new IpNetwork(InetAddress.ofLiteral(parts.group(1)), Integer.parseInt(parts.group(2)));
    } catch (IllegalArgumentException e) {
      var refusal = new InvalidValueException("network", text, ALLOWED);
      refusal.addSuppressed(e);
      throw refusal;
    }
  }

  /** The network of that many leading bits in which an address lies. */
  public static IpNetwork around(InetAddress address, int prefixLength) {
    try {
      byte[] octets = masked(address.getAddress(), prefixLength);
      return new IpNetwork(InetAddress.getByAddress(octets), prefixLength);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(address.toString(), e);
    }
  }

  public boolean isIpv4() {
    return first instanceof Inet4Address;
  }

  public boolean contains(IpAddress address) {
    return contains(address.value());
  }

  public boolean contains(InetAddress address) {
    byte[] octets = address.getAddress();
    byte[] mine = first.getAddress();
    return octets.length == mine.length && Arrays.equals(mine, masked(octets, prefixLength));
  }

  @Override
  public String toString() {
    String address = isIpv4() ? first.getHostAddress() : Ipv6Text.of(first.getAddress());
    return address + "/" + prefixLength;
  }

  private static byte[] masked(byte[] octets, int prefixLength) {
    byte[] masked = new byte[octets.length];
    int whole = Math.min(prefixLength / Byte.SIZE, octets.length);
    System.arraycopy(octets, 0, masked, 0, whole);
    if (whole < octets.length) {
      masked[whole] = (byte) (octets[whole] & 0xff00 >> prefixLength % Byte.SIZE);
    }
    return masked;
  }
}
