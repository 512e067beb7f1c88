package dev.rollcall.dns.answer;

import java.nio.ByteBuffer;

/** What a query's OPT record says (RFC 6891). Reused; owned by one thread. */
final class Edns {
  /** Octets of an OPT record without options: the root, type, class, TTL, length. */
  static final int RECORD_LENGTH = 11;

  private static final int OPTION_HEADER_LENGTH = 4;

  private boolean present;
  private boolean wellFormed;
  private int payload;
  private int version;
  private boolean dnssecOk;

  void clear() {
    present = false;
    dnssecOk = false;
  }

  /** Reads an OPT record whose class stands at {@code position}; its RDATA ends at {@code end}. */
  void read(ByteBuffer message, int position, int end) {
    present = true;
    payload = message.getShort(position) & 0xffff;
    version = message.get(position + 3) & 0xff;
    dnssecOk = message.get(position + 4) < 0; // the uppermost bit, RFC 3225 section 3
    wellFormed = areOptions(message, position + 8, end);
  }

  /** Whether the query has an OPT record; only then may the reply have one. */
  boolean isPresent() {
    return present;
  }

  /** Whether the options are as long as they say. */
  boolean isWellFormed() {
    return wellFormed;
  }

  /** The largest UDP message that the client takes, in octets. */
  int payload() {
    return payload;
  }

  int version() {
    return version;
  }

  boolean isDnssecOk() {
    return dnssecOk;
  }

  private static boolean areOptions(ByteBuffer message, int position, int end) {
    int at = position;
    while (end - at >= OPTION_HEADER_LENGTH) {
      at += OPTION_HEADER_LENGTH + (message.getShort(at + 2) & 0xffff);
    }
    return at == end;
  }
}
