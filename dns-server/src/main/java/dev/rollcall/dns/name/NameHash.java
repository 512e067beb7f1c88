package dev.rollcall.dns.name;

/**
 * The hash of a name's lower-case wire format, taken octet by octet while a query is read: FNV-1a,
 * then a finalizer that spreads it over all bits.
 */
public final class NameHash {
  /** What the first octet is added to. */
  public static final int START = 0x811c9dc5;

  private static final int PRIME = 0x01000193;

  private NameHash() {}

  /** The hash with one more octet, not finished. */
  public static int add(int hash, byte octet) {
    return (hash ^ (octet & 0xff)) * PRIME;
  }

  /** The hash of all octets that were added. */
  public static int finish(int hash) {
    int mixed = (hash ^ hash >>> 16) * 0x7feb352d;
    return mixed ^ mixed >>> 15;
  }

  static int of(byte[] wire) {
    return of(wire, 0, wire.length);
  }

  /** The hash of the octets from {@code from} up to {@code to}. */
  public static int of(byte[] octets, int from, int to) {
    int hash = START;
    for (int i = from; i < to; i++) {
      hash = add(hash, octets[i]);
    }
    return finish(hash);
  }
}
