package dev.rollcall.registry.instance;

import java.util.regex.Pattern;

/**
 * Text for people that no terminal obeys: without controls, those of C1 and of the direction of
 * writing included, without line ends, and without halves of characters.
 */
public final class Printable {
  private static final String UNPRINTABLE =
      "\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u202a-\\u202e\\u2066-\\u2069";
  private static final Pattern IN_LINE = Pattern.compile("[" + UNPRINTABLE + "]");
  private static final Pattern IN_LINES = Pattern.compile("[" + UNPRINTABLE + "&&[^\n\t]]");

  private Printable() {}

  /** Whether it can be shown in a line as it is. */
  public static boolean isLine(String text) {
    return !IN_LINE.matcher(text).find();
  }

  /** The text in a line, what cannot be shown there as question marks. */
  public static String line(String text) {
    return IN_LINE.matcher(text).replaceAll("?");
  }

  /** The same with its line feeds and tabs. */
  public static String lines(String text) {
    return IN_LINES.matcher(text).replaceAll("?");
  }
}
