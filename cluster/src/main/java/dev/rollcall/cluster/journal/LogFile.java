package dev.rollcall.cluster.journal;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file of a journal while it grows. Used by one thread. */
final class LogFile implements Closeable {
  private static final int BUFFERED = 1 << 16;

  private final Disk.Output output;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
  private long bytes;

  private LogFile(Disk.Output output) {
    this.output = output;
  }

  /** A file that has a header, of which nothing is sure to last before {@link #force}. */
  static LogFile create(Disk disk, FileName name, FileHeader header) throws IOException {
    var file = new LogFile(disk.create(name));
    file.add(header.octets());
    return file;
  }

  void add(JournalItem item) throws IOException {
    add(Frames.framed(EntryCodec.encode(item)));
  }

  /** Returns when all that was added would survive a power cut. */
  void force() throws IOException {
    flush();
    output.force();
  }

  /** How long it is, with what is not written yet. */
  long bytes() {
    return bytes;
  }

  @Override
  public void close() throws IOException {
    output.close();
  }

  private void add(byte[] octets) throws IOException {
    buffer.writeBytes(octets);
    bytes += octets.length;
    if (buffer.size() >= BUFFERED) {
      flush();
    }
  }

  private void flush() throws IOException {
    output.write(ByteBuffer.wrap(buffer.toByteArray()));
    buffer.reset();
  }
}
