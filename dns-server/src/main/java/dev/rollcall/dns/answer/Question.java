package dev.rollcall.dns.answer;

import dev.rollcall.dns.zone.DomainName;
import dev.rollcall.dns.zone.NameHash;
import dev.rollcall.dns.zone.NameTable;
import dev.rollcall.dns.zone.Node;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The question of a query, its name in lower case and hashed. Reused; owned by one thread. */
final class Question {
  static final int MALFORMED = -1;

  private static final int MAX_LABEL_LENGTH = 63;
  private static final int MAX_LABELS = 128;
  private static final int TYPE_AND_CLASS_LENGTH = 4;

  private final byte[] name = new byte[DomainName.MAX_LENGTH];
  private final int[] labelStarts = new int[MAX_LABELS];
  private int length;
  private int labels;
  private int hash;
  private int type;
  private int recordClass;

  /**
   * Reads the question from {@code position} up to {@code end} at most.
   *
   * @return where it ends, or {@link #MALFORMED}
   */
  int read(ByteBuffer message, int position, int end) {
    int after = readName(message, position, end);
    if (after == MALFORMED || end - after < TYPE_AND_CLASS_LENGTH) {
      return MALFORMED;
    }
    type = message.getShort(after) & 0xffff;
    recordClass = message.getShort(after + 2) & 0xffff;
    return after + TYPE_AND_CLASS_LENGTH;
  }

  int type() {
    return type;
  }

  int recordClass() {
    return recordClass;
  }

  /** Octets of the name in wire format. */
  int nameLength() {
    return length;
  }

  /** Whether the name is {@code apex} or lies below it. */
  boolean isUnder(DomainName apex) {
    int apexLabels = apex.labels();
    return labels >= apexLabels && apex.matches(name, labelStarts[labels - apexLabels], length);
  }

  /** Whether the name is this one. */
  boolean isFor(DomainName other) {
    return other.matches(name, 0, length);
  }

  /** The node that was asked for. */
  @Nullable Node find(NameTable names) {
    return names.find(name, length, hash);
  }

  private int readName(ByteBuffer message, int position, int end) {
    length = 0;
    labels = 0;
    int running = NameHash.START;
    int at = position;
    while (at < end) {
      byte size = message.get(at++);
      // RFC 1035 section 4.1.4: nothing comes before the first name that it could point to.
      if (size < 0 || size > MAX_LABEL_LENGTH || !fits(size) || size > end - at) {
        return MALFORMED;
      }
      int start = length;
      name[length++] = size;
      running = NameHash.add(running, size);
      if (size == 0) {
        hash = NameHash.finish(running);
        return at;
      }
      labelStarts[labels++] = start;
      for (int last = at + size; at < last; at++) {
        byte octet = lowerCase(message.get(at));
        name[length++] = octet;
        running = NameHash.add(running, octet);
      }
    }
    return MALFORMED;
  }

  /** Whether a label of that size, and a root after it, leave the name within its limit. */
  private boolean fits(int size) {
    int root = size == 0 ? 0 : 1;
    return length + 1 + size + root <= DomainName.MAX_LENGTH;
  }

  /** RFC 4343 section 3: ASCII letters alone have case. */
  private static byte lowerCase(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? (byte) (octet | 0x20) : octet;
  }
}
