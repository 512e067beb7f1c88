package dev.rollcall.dns.answer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.xbill.DNS.Name;

/** Octets of a query, right or wrong, put together by hand. */
public final class RawQuery {
  public static final int ID = 0x1234;

  private final int[] header = {ID, 0, 0, 0, 0, 0};
  private final ByteArrayOutputStream sections = new ByteArrayOutputStream();

  public static RawQuery empty() {
    return new RawQuery();
  }

  /** A question of class IN. */
  public static RawQuery of(String name, int type) {
    return empty().question(name, type, 1);
  }

  public RawQuery flags(int flags) {
    header[1] = flags;
    return this;
  }

  public RawQuery question(String name, int type, int recordClass) {
    return question(Name.fromConstantString(name + ".").toWire(), type, recordClass);
  }

  public RawQuery question(byte[] name, int type, int recordClass) {
    header[2]++;
    return octets(name).octets(words(type, recordClass));
  }

  /** A record in section 1 (answer), 2 (authority) or 3 (additional). */
  public RawQuery record(
      int section, byte[] owner, int type, int recordClass, int ttl, byte... rdata) {
    header[2 + section]++;
    octets(owner).octets(words(type, recordClass, ttl >>> 16, ttl & 0xffff, rdata.length));
    return octets(rdata);
  }

  /** A TXT record in a section where none belongs. */
  public RawQuery text(int section) {
    return record(section, new byte[1], 16, 1, 0, (byte) 0);
  }

  public RawQuery opt(int payload, byte... options) {
    return record(3, new byte[1], 41, payload, 0, options);
  }

  public RawQuery opt(int payload, int version, int flags, byte... options) {
    return record(3, new byte[1], 41, payload, version << 16 | flags, options);
  }

  /** Says another count than there are records. */
  public RawQuery count(int section, int count) {
    header[2 + section] = count;
    return this;
  }

  public RawQuery octets(byte... octets) {
    sections.writeBytes(octets);
    return this;
  }

  public byte[] toWire() {
    byte[] head = words(header);
    byte[] all = Arrays.copyOf(head, head.length + sections.size());
    System.arraycopy(sections.toByteArray(), 0, all, head.length, sections.size());
    return all;
  }

  public static byte[] words(int... words) {
    ByteBuffer octets = ByteBuffer.allocate(2 * words.length);
    for (int word : words) {
      octets.putShort((short) word);
    }
    return octets.array();
  }
}
