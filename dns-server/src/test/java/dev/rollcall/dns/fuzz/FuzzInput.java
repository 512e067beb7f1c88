package dev.rollcall.dns.fuzz;

import java.nio.ByteBuffer;

/** What the fuzzer gives, taken in pieces; zeros when it is used up. */
final class FuzzInput {
  private final ByteBuffer octets;

  FuzzInput(byte[] octets) {
    this.octets = ByteBuffer.wrap(octets);
  }

  boolean isUsedUp() {
    return !octets.hasRemaining();
  }

  int octet() {
    return octets.hasRemaining() ? octets.get() & 0xff : 0;
  }

  int word() {
    return octet() << 8 | octet();
  }

  /** As many octets as are left, up to {@code count}. */
  byte[] take(int count) {
    byte[] taken = new byte[Math.min(count, octets.remaining())];
    octets.get(taken);
    return taken;
  }

  byte[] rest() {
    return take(octets.remaining());
  }
}
