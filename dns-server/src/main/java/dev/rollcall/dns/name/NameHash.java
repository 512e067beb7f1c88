package dev.rollcall.dns.name;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The hash of a name's lower-case wire format, taken eight octets at a time: by single octets, it
 * would take longer than all else that finding a name does.
 */
public final class NameHash {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** 2^64 divided by the golden ratio: spreads what is added over the upper bits. */
  private static final long FACTOR = 0x9e3779b97f4a7c15L;

  private NameHash() {}

  /** The hash of the octets from {@code from} up to {@code to}. */
  public static int of(byte[] octets, int from, int to) {
    long hash = (to - from) * FACTOR;
    int last = to - Long.BYTES;
    if (last < from) {
      return finish(add(hash, fewerThanAWord(octets, from, to)));
    }
    for (int at = from; at < last; at += Long.BYTES) {
      hash = add(hash, (long) WORD.get(octets, at));
    }
    return finish(add(hash, (long) WORD.get(octets, last))); // which may overlap the one before
  }

  private static long fewerThanAWord(byte[] octets, int from, int to) {
    long word = 0;
    for (int at = from; at < to; at++) {
      word = word << Byte.SIZE | (octets[at] & 0xff);
    }
    return word;
  }

  private static long add(long hash, long word) {
    long mixed = (hash ^ word) * FACTOR;
    return mixed ^ mixed >>> 32;
  }

  private static int finish(long hash) {
    long mixed = hash * FACTOR;
    return (int) (mixed >>> 32);
  }
}
