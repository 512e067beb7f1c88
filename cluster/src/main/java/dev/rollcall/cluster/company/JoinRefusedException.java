package dev.rollcall.cluster.company;

import java.io.IOException;

/** A node cannot be a member where it was told to look for others. The message is fit for users. */
public final class JoinRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  public JoinRefusedException(String message) {
    super(message);
  }

  public JoinRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
