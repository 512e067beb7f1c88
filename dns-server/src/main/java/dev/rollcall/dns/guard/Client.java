package dev.rollcall.dns.guard;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Whom a reply goes to, as far as what is answered depends on it. Mutable, so that a transport uses
 * one for all its datagrams; owned by its thread.
 */
public final class Client {
  private static final long IPV4_PREFIX = -1L << (Long.SIZE - 24);
  private static final long IPV6_PREFIX = -1L << (Long.SIZE - 56);

  private long upper;
  private long lower;
  private boolean ipv4;

  /** A client at no address, until one is set. */
  public Client() {}

  /** The client at that address. */
  public static Client at(InetAddress address) {
    var client = new Client();
    client.moveTo(address);
    return client;
  }

  /** Says where the next query came from. */
  public void moveTo(InetAddress address) {
    byte[] octets = address.getAddress();
    ipv4 = address instanceof Inet4Address;
    upper = ipv4 ? bits(octets, 0, 4) << 32 : bits(octets, 0, 8);
    lower = ipv4 ? 0 : bits(octets, 8, 16);
  }

  /** Says that it came from that IPv4 address. */
  public void moveToIpv4(int bits) {
    ipv4 = true;
    upper = (long) bits << Integer.SIZE;
    lower = 0;
  }

  /** Says that it came from that IPv6 address. */
  public void moveToIpv6(long upperBits, long lowerBits) {
    ipv4 = false;
    upper = upperBits;
    lower = lowerBits;
  }

  public boolean isIpv4() {
    return ipv4;
  }

  /** The first 64 bits of the address; one of IPv4 fills the upper half. */
  public long upperBits() {
    return upper;
  }

  /** The other 64 bits of an IPv6 address. */
  public long lowerBits() {
    return lower;
  }

  /** What stands for the clients of one site: an IPv4 /24 or an IPv6 /56. */
  public long prefix() {
    // IPv4 leaves its lower bits clear: one of them keeps it apart from IPv6.
    return ipv4 ? (upper & IPV4_PREFIX) | 1 : upper & IPV6_PREFIX;
  }

  private static long bits(byte[] octets, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = (value << 8) | (octets[i] & 0xff);
    }
    return value;
  }
}
