package dev.rollcall.server.settings;

import java.io.IOException;
import java.nio.file.Path;

/** The node cannot start the way it was asked to. The message is fit for users. */
public final class StartRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  public StartRefusedException(String message) {
    super(message);
  }

  public StartRefusedException(String message, Throwable cause) {
    this(message);
    initCause(cause);
  }

  /**
   * For a file or folder that a setting names.
   *
   * @param problem what it is not fit for, such as {@code cannot be read}
   */
  public static StartRefusedException ofFile(
      Setting setting, Path path, String problem, IOException e) {
    return new StartRefusedException(
        "%s: '%s' %s: %s; allowed: %s"
            .formatted(setting.key(), path, problem, IoTrouble.inWords(e), setting.allowed()),
        e);
  }
}
