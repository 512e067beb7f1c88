package dev.rollcall.dns.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The octets of a message, in network order. Owned by one thread. What {@link ByteBuffer} does, but
 * of one kind only: a JVM in which others use its many kinds asks for the kind at each access.
 */
public final class Octets {
  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);

  private final byte[] all;

  /** Room for that many. */
  public Octets(int capacity) {
    all = new byte[capacity];
  }

  /** Takes what lies between position and limit of a buffer, which stay; returns how many. */
  public int take(ByteBuffer source) {
    int count = source.remaining();
    source.get(source.position(), all, 0, count);
    return count;
  }

  /** Writes the first {@code count} into a buffer from its position on, which stays. */
  public void give(ByteBuffer target, int count) {
    target.put(target.position(), all, 0, count);
  }

  public byte get(int at) {
    return all[at];
  }

  /** The number of two octets, without a sign. */
  public int getShort(int at) {
    return (short) SHORT.get(all, at) & 0xffff;
  }

  public long getLong(int at) {
    return (long) LONG.get(all, at);
  }

  /** Copies octets from {@code at} on. */
  public void get(int at, byte[] target, int from, int count) {
    System.arraycopy(all, at, target, from, count);
  }

  public void put(int at, byte octet) {
    all[at] = octet;
  }

  /** Writes the lower 16 bits of a number. */
  public void putShort(int at, int number) {
    SHORT.set(all, at, (short) number);
  }

  public void putInt(int at, int number) {
    INT.set(all, at, number);
  }

  public void putLong(int at, long number) {
    LONG.set(all, at, number);
  }

  public void put(int at, byte[] source) {
    put(at, source, 0, source.length);
  }

  public void put(int at, byte[] source, int from, int count) {
    System.arraycopy(source, from, all, at, count);
  }

  /** Copies octets of another message, or of this one. */
  public void put(int at, Octets source, int from, int count) {
    System.arraycopy(source.all, from, all, at, count);
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.BIG_ENDIAN);
  }
}
