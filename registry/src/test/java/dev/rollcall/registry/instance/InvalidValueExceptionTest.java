package dev.rollcall.registry.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidValueExceptionTest {
  private final InvalidValueException refusal = new InvalidValueException("port", 0, "1 to 65535");

  @Test
  void theMessageNamesFieldValueAndWhatIsAllowed() {
    assertEquals("port: '0' is not allowed; allowed: 1 to 65535", refusal.getMessage());
  }

  @Test
  void aRefusalOfAnInnerFieldNamesThePathToIt() {
    InvalidValueException inner = refusal.within("grpc");
    InvalidValueException outer = inner.within("ports");
    assertEquals("ports.grpc.port", outer.field());
    assertEquals("ports.grpc.port: '0' is not allowed; allowed: 1 to 65535", outer.getMessage());
    assertSame(inner, outer.getCause());
    assertSame(refusal, inner.getCause());
  }

  @Test
  void aRefusalMayBeToldUnderAnotherName() {
    assertEquals("--http-port", refusal.as("--http-port").field());
    assertEquals(
        "--http-port: '0' is not allowed; allowed: 1 to 65535",
        refusal.as("--http-port").getMessage());
  }

  @Test
  void aLongValueIsCut() {
    assertEquals("x".repeat(80), refused("x".repeat(80)).value());
    assertEquals("x".repeat(80) + "…", refused("x".repeat(81)).value());
  }

  @Test
  void aValueIsNotCutWithinACharacter() {
    assertEquals("x".repeat(79) + "…", refused("x".repeat(79) + "😀x").value());
  }

  /** A refused value may end up in a log or a terminal, where it must stay on its line. */
  @ParameterizedTest
  @ValueSource(
      strings = {"\n", "\r", "\t", "\u001b", "\u0000", "\u0085", "\u2028", "\u2029", "\u202e"})
  void whatWouldLeaveTheLineIsShownAsAQuestionMark(String control) {
    assertEquals("a?b", refused("a" + control + "b").value());
  }

  private static InvalidValueException refused(String value) {
    return new InvalidValueException("field", value, "nothing");
  }
}
