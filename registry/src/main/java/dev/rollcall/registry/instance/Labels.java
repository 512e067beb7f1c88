package dev.rollcall.registry.instance;

import java.util.Locale;

/** The grammar of host labels, shared by every name that ends up in DNS. */
final class Labels {
  static final int MAX_LENGTH = 63;

  private Labels() {}

  /** RFC 1123 section 2.1: letters, digits and inner hyphens, 1 to 63 of them. */
  static boolean isLegal(String label) {
    return isLegal(label, 0, label.length());
  }

  /** The same of a part of {@code text}. */
  static boolean isLegal(String text, int start, int end) {
    if (end == start || end - start > MAX_LENGTH) {
      return false;
    }
    if (text.charAt(start) == '-' || text.charAt(end - 1) == '-') {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (!isLetterDigitHyphen(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** {@code text} in lower case when it is one legal label, else a refusal that names the field. */
  static String checked(String field, String text) {
    if (!isLegal(text)) {
      throw new InvalidValueException(
          field, text, "one DNS label: 1 to 63 letters, digits or inner hyphens");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private static boolean isLetterDigitHyphen(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  }
}
