package dev.rollcall.server.settings;

import java.util.Arrays;
import java.util.List;

/** How several values stand in one text. */
final class CommaSeparated {
  private CommaSeparated() {}

  /** What stands between the commas, without what is empty. */
  static List<String> parts(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }
}
