package dev.rollcall.server.client;

/** A command could not be carried out. The message is fit for users. */
public final class CommandFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Who has to do something about it. */
  public enum Fault {
    /** Whoever gave the command: as it is, it will never succeed. */
    OF_THE_COMMAND,
    /** Nobody, perhaps: it may succeed at another time. */
    OF_THE_MOMENT,
    /** Nobody: what it is about is not registered. */
    NOTHING_THERE
  }

  private final Fault fault;

  public CommandFailedException(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  /** Who has to do something about it. */
  public Fault fault() {
    return fault;
  }
}
