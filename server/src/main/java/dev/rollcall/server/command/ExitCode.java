package dev.rollcall.server.command;

/** What a command tells scripts. */
enum ExitCode {
  /** It is done, or the answer is yes. */
  DONE(0),
  /** The answer is no: not registered, nothing there, nodes that differ. */
  NO(1),
  /** It could not be done; trying again may help. Of commands that answer nothing. */
  FAILED(1),
  /** It is not allowed, and will not be when it is tried again. */
  REFUSED(2),
  /** Whether yes or no could not be found out; trying again may help. */
  UNKNOWN(3);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
