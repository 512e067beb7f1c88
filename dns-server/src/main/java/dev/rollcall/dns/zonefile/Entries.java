package dev.rollcall.dns.zonefile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a master file into its entries (RFC 1035 section 5.1): lines, or what stands in parentheses
 * over several lines.
 */
final class Entries {
  /**
   * One entry, with its line ends.
   *
   * @param line where it begins, from 1 on
   * @param open whether the file ends before its parentheses do
   */
  record Entry(String text, int line, boolean open) {
    boolean isBlank() {
      return text.isBlank();
    }

    int lastLine() {
      return line + (int) text.stripTrailing().chars().filter(each -> each == '\n').count();
    }

    byte[] octets() {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  private final String text;
  private final List<Entry> entries = new ArrayList<>();
  private int start;
  private int startLine = 1;
  private int line = 1;
  private int parentheses;
  private boolean quoted;
  private boolean comment;

  private Entries(byte[] file) {
    this.text = new String(file, StandardCharsets.ISO_8859_1); // an octet is a character
  }

  /** The entries of a file that are not blank. */
  static List<Entry> of(byte[] file) {
    var entries = new Entries(file);
    entries.cut();
    return entries.entries;
  }

  private void cut() {
    for (int at = 0; at < text.length(); at++) {
      switch (text.charAt(at)) {
        case '\n' -> endOfLine(at + 1);
        case '\\' -> at += comment || isLastOfLine(at) ? 0 : 1;
        case '"' -> quoted ^= !comment;
        case ';' -> comment |= !quoted;
        case '(' -> parentheses += isPlain() ? 1 : 0;
        case ')' -> parentheses -= isPlain() ? 1 : 0;
        default -> {}
      }
    }
    end(text.length());
  }

  private void endOfLine(int after) {
    line++;
    comment = false;
    // A string that is not closed ends here as well, so that its own line is blamed.
    if (parentheses <= 0 || quoted) {
      end(after);
    }
  }

  private void end(int after) {
    var entry = new Entry(text.substring(start, after), startLine, parentheses > 0 && !quoted);
    if (!entry.isBlank()) {
      entries.add(entry);
    }
    start = after;
    startLine = line;
    parentheses = 0;
    quoted = false;
  }

  private boolean isPlain() {
    return !quoted && !comment;
  }

  private boolean isLastOfLine(int at) {
    return at + 1 == text.length() || text.charAt(at + 1) == '\n';
  }
}
