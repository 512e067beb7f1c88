package dev.rollcall.dns.record;

import dev.rollcall.dns.name.DomainName;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Record;

/** A record in wire format, owned by the name that the question asked for. */
public final class WireRecord {
  /** Octets before the RDATA: owner, type, class, TTL, length. */
  public static final int HEADER_LENGTH = 12;

  /** Octets of the owner, a compression pointer. */
  public static final int POINTER_LENGTH = 2;

  /** RFC 1035 section 4.1.4: the two upper bits of a pointer; the others hold an offset. */
  private static final int POINTER = 0xc000;

  /** The question's name begins right after the message's header. */
  private static final short QUESTION_NAME = (short) (POINTER | 12);

  private final byte[] octets;
  private final int hash; // sets of thousands are made of them over and over

  private WireRecord(byte[] octets) {
    this.octets = octets;
    this.hash = hash(octets);
  }

  /** FNV-1a: records of a service differ in few octets, and are to differ in their hashes. */
  private static int hash(byte[] octets) {
    int hash = 0x811c9dc5;
    for (byte octet : octets) {
      hash = (hash ^ (octet & 0xff)) * 0x01000193;
    }
    return hash;
  }

  /** Encodes a record; names in its RDATA stay uncompressed. The owner is left out. */
  public static WireRecord of(Record record) {
    return of(record.getType(), record.getDClass(), record.getTTL(), record.rdataToWireCanonical());
  }

  /** A record of the Internet class with that RDATA, in which names keep their case. */
  public static WireRecord of(int type, long ttl, byte[] rdata) {
    return of(type, DClass.IN, ttl, rdata);
  }

  private static WireRecord of(int type, int recordClass, long ttl, byte[] rdata) {
    byte[] octets =
        ByteBuffer.allocate(HEADER_LENGTH + rdata.length)
            .putShort(QUESTION_NAME)
            .putShort((short) type)
            .putShort((short) recordClass)
            .putInt((int) ttl)
            .putShort((short) rdata.length)
            .put(rdata)
            .array();
    return new WireRecord(octets);
  }

  /** Octets of the whole record. */
  public int length() {
    return octets.length;
  }

  /** Writes the record at {@code position}, owned by the name of the question. */
  public void writeTo(Octets message, int position) {
    message.put(position, octets);
  }

  /** Writes the record at {@code position}, owned by the name at {@code owner} of the message. */
  public void writeTo(Octets message, int position, int owner) {
    writeTo(message, position);
    writeOwner(message, position, owner);
  }

  /** Says that the record at {@code position} is owned by the name at {@code owner}. */
  public static void writeOwner(Octets message, int position, int owner) {
    message.putShort(position, POINTER | owner);
  }

  /** Writes all but the owner, which the caller has put before {@code position}. */
  public void writeWithoutOwner(Octets message, int position) {
    message.put(position, octets, POINTER_LENGTH, octets.length - POINTER_LENGTH);
  }

  /** Octets of the record that stands there whole, its owner being a pointer. */
  static int lengthAt(Octets message, int position) {
    return HEADER_LENGTH + message.getShort(position + HEADER_LENGTH - Short.BYTES);
  }

  /** Copies the record as it stands in a reply; returns where it ends. */
  int copyTo(byte[] target, int at) {
    System.arraycopy(octets, 0, target, at, octets.length);
    return at + octets.length;
  }

  /** The same, with a number in the place of the owner. */
  int copyTo(byte[] target, int at, int owner) {
    int end = copyTo(target, at);
    target[at] = (byte) (owner >> Byte.SIZE);
    target[at + 1] = (byte) owner;
    return end;
  }

  /** The same name, without octets of its own where the record ends with it. */
  public DomainName sharing(DomainName name) {
    int from = octets.length - name.length();
    return from >= 0 && name.matches(octets, from, octets.length)
        ? DomainName.within(octets, from)
        : name;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WireRecord record
        && hash == record.hash
        && Arrays.equals(octets, record.octets);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
