package dev.rollcall.registry.instance;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 unicast address, without a scope. Never the unspecified address. Immutable; two
 * numbers, as each instance has one, and an {@link InetAddress} takes twice the memory.
 */
public final class IpAddress implements Comparable<IpAddress> {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final String DOTTED = OCTET + "(\\." + OCTET + "){3}";
  private static final Pattern IPV4 = Pattern.compile(DOTTED);

  /**
   * The characters of RFC 4291 section 2.2; the platform, which lets more pass, counts the groups.
   */
  private static final Pattern IPV6 =
      Pattern.compile("([0-9a-fA-F]{0,4}:){2,8}([0-9a-fA-F]{0,4}|" + DOTTED + ")");

  private static final String ALLOWED =
      "an IPv4 or IPv6 unicast address without a scope, such as 10.0.0.5 or fd00::5";

  /** RFC 4291 section 2.5.5.2: what stands before the octets of IPv4, and is no IPv6 to Java. */
  private static final long IPV4_PREFIX = 0xffffL << Integer.SIZE;

  private final long upper;
  private final long lower;

  public IpAddress(InetAddress value) {
    boolean scoped = value instanceof Inet6Address v6 && v6.getScopeId() != 0;
    if (scoped || value.isAnyLocalAddress() || value.isMulticastAddress() || isReserved(value)) {
      throw new InvalidValueException("address", value.getHostAddress(), ALLOWED);
    }
    ByteBuffer octets = ByteBuffer.wrap(value.getAddress());
    boolean isIpv4 = octets.remaining() == Integer.BYTES;
    upper = isIpv4 ? 0 : octets.getLong();
    lower = isIpv4 ? IPV4_PREFIX | Integer.toUnsignedLong(octets.getInt()) : octets.getLong();
  }

  /** Reads a literal; never asks a name service. */
  public static IpAddress parse(String text) {
    if (!isLiteral(text)) {
      throw new InvalidValueException("address", text, ALLOWED);
    }
    try {
      return new IpAddress(InetAddress.ofLiteral(text));
    } catch (InvalidValueException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      var refusal = new InvalidValueException("address", text, ALLOWED);
      refusal.addSuppressed(e);
      throw refusal;
    }
  }

  /** Whether the platform's reading of the text, which lets more pass, is to be trusted. */
  static boolean isLiteral(String text) {
    return IPV4.matcher(text).matches() || IPV6.matcher(text).matches();
  }

  public boolean isIpv4() {
    return upper == 0 && lower >>> Integer.SIZE == IPV4_PREFIX >>> Integer.SIZE;
  }

  /** The same as the platform has it. */
  public InetAddress value() {
    try {
      return InetAddress.getByAddress(octets());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // there are 4 or 16
    }
  }

  /** Its 4 or 16 octets in network order. */
  public byte[] octets() {
    return isIpv4()
        ? ByteBuffer.allocate(Integer.BYTES).putInt((int) lower).array()
        : ByteBuffer.allocate(2 * Long.BYTES).putLong(upper).putLong(lower).array();
  }

  /** IPv4 before IPv6, then by value. */
  @Override
  public int compareTo(IpAddress other) {
    if (isIpv4() != other.isIpv4()) {
      return isIpv4() ? -1 : 1;
    }
    int byUpper = Long.compareUnsigned(upper, other.upper);
    return byUpper == 0 ? Long.compareUnsigned(lower, other.lower) : byUpper;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress address && upper == address.upper && lower == address.lower;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(upper) + Long.hashCode(lower);
  }

  /** The canonical text: dotted decimals, or RFC 5952 section 4. */
  @Override
  public String toString() {
    return isIpv4() ? value().getHostAddress() : Ipv6Text.of(octets());
  }

  /** RFC 6890 section 2.2.2: 0.0.0.0/8 is nobody's, from 240.0.0.0 on nothing is assigned. */
  private static boolean isReserved(InetAddress address) {
    int first = address.getAddress()[0] & 0xff;
    return address instanceof Inet4Address && (first == 0 || first >= 240);
  }
}
