package dev.rollcall.server.settings;

import java.util.function.Function;

/**
 * A value as it was given, before anything is known of it but its text.
 *
 * @param source where it stood, for messages, such as {@code ROLLCALL_DNS_PORT}
 */
record Given(Setting setting, String text, String source) {
  /**
   * The value that the text stands for.
   *
   * @param reader throws an {@link IllegalArgumentException} for what the setting does not allow
   */
  <T> T read(Function<String, T> reader) throws StartRefusedException {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw (StartRefusedException) refused("is not allowed").initCause(e);
    }
  }

  /** The refusal of this value, to be thrown. */
  StartRefusedException refused(String because) {
    return new StartRefusedException(
        "%s: '%s' %s; allowed: %s (given by %s)"
            .formatted(setting.key(), text, because, setting.allowed(), source));
  }
}
