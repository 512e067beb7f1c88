package dev.rollcall.dns.answer;

import dev.rollcall.dns.record.Octets;

/** The network that a resolver asks for, as it says (RFC 7871). Reused; owned by one thread. */
final class ClientSubnet {
  /** Octets before the address: family, source prefix, scope prefix. */
  static final int NUMBERS_LENGTH = 4;

  // Section 6: as in https://www.iana.org/assignments/address-family-numbers
  private static final int UNSPECIFIED = 0;
  private static final int IPV4 = 1;
  private static final int IPV6 = 2;

  private boolean present;
  private boolean wellFormed;
  private int family;
  private int prefixLength;
  private long upper;
  private long lower;

  void clear() {
    present = false;
  }

  /** Reads the option of so many octets; there may be one. */
  void read(Octets message, int position, int length) {
    wellFormed = !present && readNumbers(message, position, length);
    present = true;
    upper = 0;
    lower = 0;
    if (wellFormed) {
      readAddress(message, position + NUMBERS_LENGTH);
    }
  }

  boolean isPresent() {
    return present;
  }

  /** Whether it says what it may, and has as many octets for it as it needs (section 6). */
  boolean isWellFormed() {
    return wellFormed;
  }

  /** Whether it names a network, if only that of all addresses. */
  boolean isSpecified() {
    return family != UNSPECIFIED;
  }

  boolean isIpv4() {
    return family == IPV4;
  }

  /** How many bits of the client's address it says. */
  int prefixLength() {
    return prefixLength;
  }

  /** The first 64 bits of the address; one of IPv4 fills the upper half. */
  long upperBits() {
    return upper;
  }

  /** The other 64 bits of an IPv6 address. */
  long lowerBits() {
    return lower;
  }

  /** Octets of the option that answers it, without its header. */
  int length() {
    return NUMBERS_LENGTH + addressLength();
  }

  /** Writes what answers it: the same network, and how far what is answered holds. */
  void writeTo(Octets message, int position, int scope) {
    message.putShort(position, family);
    message.put(position + 2, (byte) prefixLength);
    message.put(position + 3, (byte) scope);
    for (int i = 0; i < addressLength(); i++) {
      message.put(position + NUMBERS_LENGTH + i, octet(i));
    }
  }

  private boolean readNumbers(Octets message, int position, int length) {
    if (length < NUMBERS_LENGTH) {
      return false;
    }
    family = message.getShort(position);
    prefixLength = message.get(position + 2) & 0xff;
    boolean scoped = message.get(position + 3) != 0; // section 6: none in a query
    return !scoped && prefixLength <= bits(family) && length == length();
  }

  /** Section 6: no bit beyond the prefix is set. */
  private void readAddress(Octets message, int position) {
    int count = addressLength();
    for (int i = 0; i < count; i++) {
      long octet = message.get(position + i) & 0xff;
      if (i < Long.BYTES) {
        upper |= octet << (Long.SIZE - Byte.SIZE * (i + 1));
      } else {
        lower |= octet << (2 * Long.SIZE - Byte.SIZE * (i + 1));
      }
    }
    int beyond = Byte.SIZE * count - prefixLength;
    wellFormed = count == 0 || (octet(count - 1) & (1 << beyond) - 1) == 0;
  }

  private byte octet(int index) {
    long half = index < Long.BYTES ? upper : lower;
    return (byte) (half >>> (Long.SIZE - Byte.SIZE * (index % Long.BYTES + 1)));
  }

  private int addressLength() {
    return (prefixLength + Byte.SIZE - 1) / Byte.SIZE;
  }

  /** The most bits of a prefix, -1 for a family that is not known (section 7.2.1). */
  private static int bits(int family) {
    return switch (family) {
      case UNSPECIFIED -> 0; // section 7.5: who says nothing of the client is not refused for that
      case IPV4 -> 32;
      case IPV6 -> 128;
      default -> -1;
    };
  }
}
