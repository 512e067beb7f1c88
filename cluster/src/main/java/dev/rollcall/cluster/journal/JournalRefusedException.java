package dev.rollcall.cluster.journal;

import java.io.IOException;

/**
 * The folder cannot be a journal's, or holds something that is not this node's to read. Nothing in
 * it was changed. The message is one line that names the file.
 */
public final class JournalRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  JournalRefusedException(String message) {
    super(message);
  }

  JournalRefusedException(String message, IOException cause) {
    super(message, cause);
  }

  /** What a file is, and what it would have to be. */
  static JournalRefusedException foreign(String file, String found, String allowed) {
    return new JournalRefusedException("'" + file + "' is " + found + "; allowed: " + allowed);
  }
}
