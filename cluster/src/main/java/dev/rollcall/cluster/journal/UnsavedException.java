package dev.rollcall.cluster.journal;

/** A change is not on the disk, and nobody knows when one will be. The message is for users. */
public final class UnsavedException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnsavedException(String message) {
    super(message);
  }
}
