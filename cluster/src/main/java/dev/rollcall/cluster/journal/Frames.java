package dev.rollcall.cluster.journal;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Payloads one after the other: length, CRC32C of the payload, CRC32C of these two, the payload.
 * The length has a checksum of its own, so that one octet gone wrong in it does not pass for a file
 * that ends too early.
 */
final class Frames {
  /** Octets before each payload. */
  static final int HEADER = 12;

  private static final int CHECKED = 8; // octets of the header that its own checksum is over

  /** What stands at one place of a file. */
  sealed interface Next {
    /** A payload that is whole. */
    record Payload(ByteBuffer octets) implements Next {}

    /** Nothing: the file is whole. */
    record Nothing() implements Next {}

    /** What was being written when the machine stopped: the beginning of a frame, or zeros. */
    record Torn() implements Next {}

    /** Something that was never written. */
    record Damaged(String what) implements Next {}
  }

  private Frames() {}

  static byte[] framed(byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(HEADER + payload.length);
    frame.putInt(payload.length).putInt(checksum(ByteBuffer.wrap(payload)));
    frame.putInt(checksum(frame.slice(0, CHECKED))).put(payload);
    return frame.array();
  }

  /** Reads one frame; the position moves behind a payload and stays before all else. */
  static Next next(ByteBuffer file) {
    int start = file.position();
    int left = file.remaining();
    if (left == 0) {
      return new Next.Nothing();
    }
    if (left < HEADER || isZero(file)) {
      return new Next.Torn();
    }
    int length = file.getInt(start);
    if (file.getInt(start + CHECKED) != checksum(file.slice(start, CHECKED)) || length < 0) {
      return new Next.Damaged("the length of a change is not what was written");
    }
    if (left - HEADER < length) {
      return new Next.Torn();
    }
    ByteBuffer payload = file.slice(start + HEADER, length);
    if (file.getInt(start + 4) != checksum(payload.duplicate())) {
      return new Next.Damaged("a change is not what was written");
    }
    file.position(start + HEADER + length);
    return new Next.Payload(payload);
  }

  /** A payload to be read field by field. */
  static DataInputStream stream(ByteBuffer payload) {
    byte[] octets = new byte[payload.remaining()];
    payload.get(payload.position(), octets);
    return new DataInputStream(new ByteArrayInputStream(octets));
  }

  /** Whether only zeros are left: a file grows before its content is there. */
  private static boolean isZero(ByteBuffer file) {
    for (int i = file.position(); i < file.limit(); i++) {
      if (file.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private static int checksum(ByteBuffer octets) {
    var checksum = new CRC32C();
    checksum.update(octets);
    return (int) checksum.getValue();
  }
}
