package dev.rollcall.dns.transport.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.rollcall.dns.guard.Client;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;

/** Socket addresses as the kernel has them: {@code sockaddr_in} and {@code sockaddr_in6}. */
final class NativeAddress {
  /** AF_INET. */
  static final int IPV4 = 2;

  /** AF_INET6. */
  static final int IPV6 = 10;

  /** Octets of the longer kind, and some that keep the next one aligned. */
  static final int ROOM = 32;

  private static final int IPV4_LENGTH = 16;
  private static final int IPV6_LENGTH = 28;

  // Where what stands; the family is the machine's own number, the rest in network order.
  private static final int PORT = 2;
  private static final int IPV4_ADDRESS = 4;
  private static final int IPV6_ADDRESS = 8;
  private static final int IPV6_SCOPE = 24;

  private static final ValueLayout.OfShort NETWORK_SHORT =
      JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt NETWORK_INT =
      JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong NETWORK_LONG =
      JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private NativeAddress() {}

  static int family(InetAddress address) {
    return address instanceof Inet6Address ? IPV6 : IPV4;
  }

  /** Octets of an address of that family. */
  static int length(int family) {
    return family == IPV6 ? IPV6_LENGTH : IPV4_LENGTH;
  }

  /** That address, in memory that lasts as long as the segment is held. */
  static MemorySegment of(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    int family = family(host);
    MemorySegment octets = Arena.ofAuto().allocate(length(family), Long.BYTES);
    octets.set(JAVA_SHORT, 0, (short) family);
    octets.set(NETWORK_SHORT, PORT, (short) address.getPort());
    byte[] bits = host.getAddress();
    int at = family == IPV6 ? IPV6_ADDRESS : IPV4_ADDRESS;
    MemorySegment.copy(bits, 0, octets, JAVA_BYTE, at, bits.length);
    if (host instanceof Inet6Address v6) {
      octets.set(JAVA_INT, IPV6_SCOPE, v6.getScopeId());
    }
    return octets;
  }

  /** Tells {@code client} the address of that family that stands at {@code at}. */
  static void read(MemorySegment octets, long at, int family, Client client) {
    if (family == IPV6) {
      client.moveToIpv6(
          octets.get(NETWORK_LONG, at + IPV6_ADDRESS),
          octets.get(NETWORK_LONG, at + IPV6_ADDRESS + Long.BYTES));
      return;
    }
    client.moveToIpv4(octets.get(NETWORK_INT, at + IPV4_ADDRESS));
  }
}
