package dev.rollcall.server.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of text in aligned columns, under a heading. Nothing is cut, so that what is printed can be
 * searched; an empty cell shows as a dash, so that its row can be split at spaces.
 */
final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... heading) {
    rows.add(List.of(heading));
  }

  /** Adds a row with as many cells as the heading has. */
  Table row(Object... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException("cells: " + cells.length + "; allowed: as in the heading");
    }
    rows.add(List.of(cells).stream().map(cell -> cell(cell.toString())).toList());
    return this;
  }

  /** Prints it; nothing when there is no row. */
  void print(PrintWriter out) {
    if (rows.size() > 1) {
      List<Integer> widths = widths();
      rows.forEach(row -> out.println(line(row, widths)));
    }
  }

  /** Beneath an empty line; nothing when there is no row. */
  void printAfterLine(PrintWriter out) {
    if (rows.size() > 1) {
      out.println();
      print(out);
    }
  }

  /** Text without what would move a terminal's cursor or change its colours. */
  static String printable(String text) {
    return text.codePoints()
        .map(point -> isShown(point) ? point : ' ')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** JSON of which the same is escaped, RFC 8259 section 7, so that its values stay as they are. */
  static String printableJson(String json) {
    var text = new StringBuilder(json.length());
    json.codePoints()
        .forEach(
            point -> {
              if (isShown(point)) {
                text.appendCodePoint(point);
                return;
              }
              for (char unit : Character.toChars(point)) {
                text.append("\\u%04x".formatted((int) unit));
              }
            });
    return text.toString();
  }

  private static boolean isShown(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  private static String cell(String text) {
    String shown = printable(text).strip();
    return shown.isEmpty() ? "-" : shown;
  }

  private List<Integer> widths() {
    return IntStream.range(0, rows.getFirst().size())
        .mapToObj(column -> rows.stream().mapToInt(row -> width(row.get(column))).max().orElse(0))
        .toList();
  }

  private static String line(List<String> row, List<Integer> widths) {
    return IntStream.range(0, row.size())
        .mapToObj(
            column -> row.get(column) + " ".repeat(widths.get(column) - width(row.get(column))))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
