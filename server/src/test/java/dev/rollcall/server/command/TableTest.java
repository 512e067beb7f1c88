package dev.rollcall.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {
  private final StringWriter text = new StringWriter();

  @Test
  void columnsAreAlignedAndNothingIsCut() {
    print(
        new Table("ID", "STATUS")
            .row("a", "UP")
            .row("a".repeat(300), "DOWN")
            .row("\uD83D\uDE00", ""));
    assertEquals(
        """
        ID%1$s  STATUS
        a%2$s  UP
        %3$s  DOWN
        \uD83D\uDE00%2$s  -
        """
            .formatted(" ".repeat(298), " ".repeat(299), "a".repeat(300)),
        text.toString());
  }

  @Test
  void nothingReachesTheTerminalThatItWouldObey() {
    print(new Table("WHY").row("\u001B[2Jdown\r\n\u202Eagain"));
    assertEquals("WHY\n[2Jdown   again\n", text.toString());
  }

  @Test
  void rowsHaveTheCellsOfTheHeading() {
    assertThrows(IllegalArgumentException.class, () -> new Table("ID").row("a", "b"));
  }

  @Test
  void withoutARowThereIsNoHeadingEither() {
    new Table("ID").printAfterLine(new PrintWriter(text, true));
    assertEquals("", text.toString());
  }

  private void print(Table table) {
    table.print(new PrintWriter(text, true));
  }
}
