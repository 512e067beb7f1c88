package dev.rollcall.dns.guard;

/**
 * SipHash-2-4 of a message that is given in words of eight octets, the first octet lowest. Reused;
 * owned by one thread.
 */
final class SipHash {
  private static final int LENGTH_SHIFT = 56;

  private long v0;
  private long v1;
  private long v2;
  private long v3;

  /** Begins with a key of two words. */
  void begin(long key0, long key1) {
    v0 = key0 ^ 0x736f6d6570736575L;
    v1 = key1 ^ 0x646f72616e646f6dL;
    v2 = key0 ^ 0x6c7967656e657261L;
    v3 = key1 ^ 0x7465646279746573L;
  }

  /** Adds the next eight octets. */
  void add(long word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }

  /**
   * Adds what is left, less than eight octets, and ends.
   *
   * @param length of the whole message in octets
   */
  long finish(long rest, int length) {
    add(rest | ((long) length << LENGTH_SHIFT));
    v2 ^= 0xff;
    round();
    round();
    round();
    round();
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private void round() {
    v0 += v1;
    v2 += v3;
    v1 = Long.rotateLeft(v1, 13) ^ v0;
    v3 = Long.rotateLeft(v3, 16) ^ v2;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v1;
    v0 += v3;
    v1 = Long.rotateLeft(v1, 17) ^ v2;
    v3 = Long.rotateLeft(v3, 21) ^ v0;
    v2 = Long.rotateLeft(v2, 32);
  }
}
