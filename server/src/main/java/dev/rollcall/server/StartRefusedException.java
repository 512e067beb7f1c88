package dev.rollcall.server;

/** The node cannot start the way it was asked to. The message is fit for users. */
final class StartRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  StartRefusedException(String message) {
    super(message);
  }

  StartRefusedException(String message, Throwable cause) {
    this(message);
    initCause(cause);
  }
}
