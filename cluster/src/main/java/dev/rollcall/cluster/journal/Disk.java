package dev.rollcall.cluster.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The folder of a journal. All that can go wrong with a disk goes wrong here. */
interface Disk {
  /** The files there, in any order. */
  List<FileName> files() throws IOException;

  /** The content of a file. */
  ByteBuffer read(FileName file) throws IOException;

  /** A new file, in place of one of that name. */
  Output create(FileName file) throws IOException;

  void rename(FileName from, FileName to) throws IOException;

  /** Does nothing when there is none. */
  void delete(FileName file) throws IOException;

  /** Returns when the names of the files would survive a power cut. */
  void force() throws IOException;

  /** A file as it stands in messages. */
  String inWords(FileName file);

  /** A file that grows. */
  interface Output extends Closeable {
    /** Writes all of it. */
    void write(ByteBuffer octets) throws IOException;

    /** Returns when what was written would survive a power cut. */
    void force() throws IOException;
  }
}
