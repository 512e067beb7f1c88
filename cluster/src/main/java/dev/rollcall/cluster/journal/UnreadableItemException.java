package dev.rollcall.cluster.journal;

/** Octets that are no item of a journal, although their checksum is right. */
final class UnreadableItemException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableItemException(String message) {
    super(message);
  }

  UnreadableItemException(Exception cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }
}
