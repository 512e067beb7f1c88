package dev.rollcall.registry.instance;

import java.util.Locale;

/** What an instance says of its own readiness. */
public enum Status {
  /** Answered in DNS. */
  UP,
  /** On its way out: known, no longer answered. */
  DRAINING,
  /** Not fit for work: known, not answered. */
  DOWN;

  /** The status of that name, in either case. */
  public static Status parse(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "UP" -> UP;
      case "DRAINING" -> DRAINING;
      case "DOWN" -> DOWN;
      default -> throw new InvalidValueException("status", text, "UP, DRAINING or DOWN");
    };
  }
}
