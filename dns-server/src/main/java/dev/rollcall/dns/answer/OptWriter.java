package dev.rollcall.dns.answer;

import java.nio.ByteBuffer;
import org.xbill.DNS.Type;

/**
 * Writes the OPT record of a reply (RFC 6891). Room for it is kept from the start; what does not
 * fit is left out, an explanation first. Reused; owned by one thread.
 */
final class OptWriter {
  private static final int DNSSEC_OK = 0x8000;
  private static final int NO_ERROR_CODE = -1;

  /** Octets of an extended error without text: option code, length, info code (RFC 8914). */
  private static final int EXTENDED_ERROR_LENGTH = 6;

  private static final int EXTENDED_ERROR = 15;

  private final int offeredPayload;
  private int extendedError;

  /**
   * @param offeredPayload the largest UDP message that this server takes, in octets
   */
  OptWriter(int offeredPayload) {
    this.offeredPayload = offeredPayload;
  }

  /** Begins a reply; returns the octets to be kept for the record, 0 when there will be none. */
  int begin(Edns asked) {
    extendedError = NO_ERROR_CODE;
    return asked.isPresent() ? Edns.RECORD_LENGTH : 0;
  }

  /** Says more about an error, if the client can be told. */
  void explain(int infoCode) {
    extendedError = infoCode;
  }

  /** Writes the record at {@code position}, up to {@code end} at most; returns where it ends. */
  int write(ByteBuffer message, int position, int end, Edns asked, Rcode rcode) {
    int at = position + Edns.RECORD_LENGTH;
    boolean explained = extendedError != NO_ERROR_CODE && at + EXTENDED_ERROR_LENGTH <= end;
    message.put(position, (byte) 0); // the root
    message.putShort(position + 1, (short) Type.OPT);
    message.putShort(position + 3, (short) offeredPayload);
    message.put(position + 5, (byte) rcode.optBits());
    message.put(position + 6, (byte) 0); // version
    message.putShort(position + 7, (short) (asked.isDnssecOk() ? DNSSEC_OK : 0));
    if (explained) {
      message.putShort(at, (short) EXTENDED_ERROR);
      message.putShort(at + 2, (short) Short.BYTES);
      message.putShort(at + 4, (short) extendedError);
      at += EXTENDED_ERROR_LENGTH;
    }
    message.putShort(position + 9, (short) (at - position - Edns.RECORD_LENGTH));
    return at;
  }
}
