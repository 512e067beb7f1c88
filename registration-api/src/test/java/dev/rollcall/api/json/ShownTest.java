package dev.rollcall.api.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ShownTest {
  private static final String CLEF = "\ud834\udd1e";

  @Test
  void longTextIsCut() {
    assertEquals("x".repeat(80), Shown.text("x".repeat(80)));
    assertEquals("x".repeat(80) + "…", Shown.text("x".repeat(81)));
  }

  @Test
  void aSurrogatePairIsKeptOrLeftOutWhole() {
    assertEquals("x".repeat(78) + CLEF + "…", Shown.text("x".repeat(78) + CLEF + "x"));
    assertEquals("x".repeat(79) + "…", Shown.text("x".repeat(79) + CLEF));
  }

  @Test
  void controlsAreNotShown() {
    assertEquals("a?b", Shown.text("a\u0007b"));
  }
}
