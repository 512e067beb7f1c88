package dev.rollcall.registry.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 0x1b, 0x7f, 0x85, 0x9b, 0x2028, 0x2029, 0x202e, 0x2066, 0xd800})
  void whatATerminalObeysIsNotShown(int codePoint) {
    String text = "a" + Character.toString(codePoint) + "b";
    assertFalse(Printable.isLine(text));
    assertEquals("a?b", Printable.line(text));
    assertEquals("a?b", Printable.lines(text));
  }

  @Test
  void textOfAnyLanguageIsShownAsItIs() {
    String text = "Umzug ins Rack 7: größer, 更大, 👩‍🔧";
    assertTrue(Printable.isLine(text));
    assertEquals(text, Printable.line(text));
  }

  @Test
  void linesKeepTheirEndsAndTabs() {
    assertFalse(Printable.isLine("a\n\tb"));
    assertEquals("a??b", Printable.line("a\n\tb"));
    assertEquals("a\n\tb?", Printable.lines("a\n\tb\r"));
  }
}
