package dev.rollcall.server.settings;

import dev.rollcall.registry.instance.InvalidValueException;
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

  /** The same for a long text: it is the part that is not allowed which is named. */
  <T> T readParts(Function<String, T> reader) throws StartRefusedException {
    try {
      return reader.apply(text);
    } catch (InvalidValueException e) {
      throw new StartRefusedException(
          "%s: '%s' is not allowed; allowed: %s (given by %s)"
              .formatted(setting.key(), e.value(), e.allowed(), source),
          e);
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
