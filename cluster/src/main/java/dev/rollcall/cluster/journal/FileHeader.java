package dev.rollcall.cluster.journal;

import dev.rollcall.cluster.journal.Frames.Next;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How each file of a journal begins: magic octets, then a frame with the version of the format and
 * the zone.
 */
record FileHeader(int format, String zone) {
  /** Of all that this version writes, and the only one that it reads. */
  static final int FORMAT = 2;

  private static final byte[] MAGIC = "rollcall journal\n".getBytes(StandardCharsets.US_ASCII);
  private static final String JOURNAL = "a journal of Rollcall";

  static FileHeader of(String zone) {
    return new FileHeader(FORMAT, zone);
  }

  byte[] octets() {
    var octets = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(octets)) {
      out.writeShort(format);
      out.writeUTF(zone);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory takes a name of any length
    }
    byte[] frame = Frames.framed(octets.toByteArray());
    return ByteBuffer.allocate(MAGIC.length + frame.length).put(MAGIC).put(frame).array();
  }

  /**
   * Reads past the header of a file of this journal.
   *
   * @return what stands there: the header as it has to be, or why there is none
   * @throws JournalRefusedException when the file is somebody else's
   */
  Next readPast(ByteBuffer file, String name) throws JournalRefusedException {
    int common = Math.min(MAGIC.length, file.remaining());
    boolean isMagic = file.slice(0, common).equals(ByteBuffer.wrap(MAGIC, 0, common));
    if (common < MAGIC.length) {
      return tornOrForeign(isMagic || isZero(file), name);
    }
    file.position(MAGIC.length);
    Next header = Frames.next(file);
    if (header instanceof Next.Payload(ByteBuffer octets)) {
      refuseForeign(octets, name);
      return isMagic ? header : new Next.Damaged("the beginning is not what was written");
    }
    if (!isMagic) {
      return tornOrForeign(isZero(file), name);
    }
    return header instanceof Next.Nothing ? new Next.Torn() : header;
  }

  private static Next tornOrForeign(boolean isTorn, String name) throws JournalRefusedException {
    if (!isTorn) {
      throw JournalRefusedException.foreign(name, "something else", JOURNAL);
    }
    return new Next.Torn();
  }

  private void refuseForeign(ByteBuffer octets, String name) throws JournalRefusedException {
    FileHeader found = read(octets);
    if (found.format() != format) {
      throw JournalRefusedException.foreign(
          name, "a journal of format " + found.format(), "format " + format);
    }
    if (!found.zone().equals(zone)) {
      throw JournalRefusedException.foreign(
          name, "the journal of the zone '" + found.zone() + "'", "that of '" + zone + "'");
    }
  }

  /** A format that is not ours may say anything after its number. */
  private static FileHeader read(ByteBuffer octets) {
    int format = -1;
    try (var in = Frames.stream(octets)) {
      format = in.readUnsignedShort();
      return new FileHeader(format, in.readUTF());
    } catch (IOException e) {
      return new FileHeader(format == FORMAT ? -1 : format, "");
    }
  }

  private static boolean isZero(ByteBuffer file) {
    for (int i = 0; i < file.limit(); i++) {
      if (file.get(i) != 0) {
        return false;
      }
    }
    return true;
  }
}
