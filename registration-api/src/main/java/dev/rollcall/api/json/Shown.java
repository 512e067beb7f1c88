package dev.rollcall.api.json;

import dev.rollcall.registry.instance.Printable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How what a client sent is shown back to it: short, and without controls. */
final class Shown {
  private static final int MAX_LENGTH = 80;

  private Shown() {}

  /** {@code text} cut to 80 characters, controls as {@code ?}. */
  static String text(String text) {
    String head = text.length() <= MAX_LENGTH ? text : head(text) + "…";
    return Printable.line(head);
  }

  /** A JSON value of the wrong type, so that one sees its type. */
  static String value(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Map<?, ?> object -> "an object";
      case List<?> array -> "an array";
      case String string -> '"' + text(string) + '"';
      // Not toPlainString: a short text such as 1e999999999 would fill the memory.
      case BigDecimal fraction -> text(fraction.toString());
      default -> text(value.toString());
    };
  }

  /** Never ends in half a surrogate pair, which is no character. */
  private static String head(String text) {
    boolean splits = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1));
    return text.substring(0, splits ? MAX_LENGTH - 1 : MAX_LENGTH);
  }
}
