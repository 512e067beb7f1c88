package dev.rollcall.registry.instance;

import java.util.Locale;

/** What a check says of an instance. */
public enum Verdict {
  PASSING,
  FAILING;

  /** The verdict of that name, in either case. */
  public static Verdict parse(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "PASSING" -> PASSING;
      case "FAILING" -> FAILING;
      default -> throw new InvalidValueException("verdict", text, "passing or failing");
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
