package dev.rollcall.server.command;

/** A command could not be carried out. The message is fit for users. */
final class CommandFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Who has to do something about it. */
  enum Fault {
    /** Whoever gave the command: as it is, it will never succeed. */
    OF_THE_COMMAND,
    /** Nobody, perhaps: it may succeed at another time. */
    OF_THE_MOMENT
  }

  private final Fault fault;

  CommandFailedException(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  Fault fault() {
    return fault;
  }
}
