package dev.rollcall.dns.transport.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.rollcall.dns.guard.Client;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * Datagrams that the kernel takes or gives in one call: an array of {@code struct mmsghdr}, each of
 * which leads to one buffer and one address, at the same place for good. Owned by one thread.
 */
public final class Datagrams {
  /** Pointers are numbers here: what they lead to is held by the fields. */
  private static final MemoryLayout HEADER =
      MemoryLayout.structLayout(
          JAVA_LONG.withName("name"),
          JAVA_INT.withName("nameLength"),
          MemoryLayout.paddingLayout(Integer.BYTES),
          JAVA_LONG.withName("vectors"),
          JAVA_LONG.withName("vectorCount"),
          JAVA_LONG.withName("control"),
          JAVA_LONG.withName("controlLength"),
          JAVA_INT.withName("flags"),
          MemoryLayout.paddingLayout(Integer.BYTES),
          JAVA_INT.withName("received"),
          MemoryLayout.paddingLayout(Integer.BYTES));

  /** A {@code struct iovec}. */
  private static final MemoryLayout VECTOR =
      MemoryLayout.structLayout(JAVA_LONG.withName("base"), JAVA_LONG.withName("length"));

  private static final long NAME = offset(HEADER, "name");
  private static final long NAME_LENGTH = offset(HEADER, "nameLength");
  private static final long VECTORS = offset(HEADER, "vectors");
  private static final long VECTOR_COUNT = offset(HEADER, "vectorCount");
  private static final long RECEIVED = offset(HEADER, "received");
  private static final long BASE = offset(VECTOR, "base");
  private static final long LENGTH = offset(VECTOR, "length");

  private final int family;
  private final MemorySegment headers;
  private final MemorySegment vectors;
  private final MemorySegment names;

  /** Direct buffers, which cost less at each access than those of an arena that could be closed. */
  private final ByteBuffer[] buffers;

  /** Room for that many, of at most {@code capacity} octets each. */
  Datagrams(int family, int size, int capacity) {
    Arena arena = Arena.ofAuto();
    this.family = family;
    headers = arena.allocate(MemoryLayout.sequenceLayout(size, HEADER));
    vectors = arena.allocate(MemoryLayout.sequenceLayout(size, VECTOR));
    names = arena.allocate((long) size * NativeAddress.ROOM, NativeAddress.ROOM);
    buffers = new ByteBuffer[size];
    for (int i = 0; i < size; i++) {
      buffers[i] = ByteBuffer.allocateDirect(capacity);
      point(i, MemorySegment.ofBuffer(buffers[i]));
    }
  }

  /** How many there are at most. */
  public int size() {
    return buffers.length;
  }

  /** All headers, or those from one on. */
  MemorySegment headers(int first) {
    return first == 0 ? headers : headers.asSlice(first * HEADER.byteSize());
  }

  /** The octets that came, between position and limit. */
  public ByteBuffer received(int index) {
    return buffers[index].clear().limit(headers.get(JAVA_INT, header(index) + RECEIVED));
  }

  /** Tells {@code client} where a datagram came from. */
  public void locate(int index, Client client) {
    NativeAddress.read(names, name(index), family, client);
  }

  /** Room for the octets of a datagram, from 0 on. */
  public ByteBuffer room(int index) {
    return buffers[index].clear();
  }

  /** Says that a datagram of so many octets, written into its room, goes to who sent another. */
  public void reply(int index, int length, Datagrams received, int query) {
    vectors.set(JAVA_LONG, vector(index) + LENGTH, length);
    headers.set(JAVA_LONG, header(index) + NAME, received.names.address() + name(query));
  }

  private void point(int index, MemorySegment buffer) {
    vectors.set(JAVA_LONG, vector(index) + BASE, buffer.address());
    vectors.set(JAVA_LONG, vector(index) + LENGTH, buffer.byteSize());
    headers.set(JAVA_LONG, header(index) + VECTORS, vectors.address() + vector(index));
    headers.set(JAVA_LONG, header(index) + VECTOR_COUNT, 1);
    headers.set(JAVA_LONG, header(index) + NAME, names.address() + name(index));
    // What the kernel puts in its place is the same: a socket has addresses of one family.
    headers.set(JAVA_INT, header(index) + NAME_LENGTH, NativeAddress.length(family));
  }

  private static long header(int index) {
    return index * HEADER.byteSize();
  }

  private static long vector(int index) {
    return index * VECTOR.byteSize();
  }

  private static long name(int index) {
    return (long) index * NativeAddress.ROOM;
  }

  private static long offset(MemoryLayout layout, String field) {
    return layout.byteOffset(PathElement.groupElement(field));
  }
}
