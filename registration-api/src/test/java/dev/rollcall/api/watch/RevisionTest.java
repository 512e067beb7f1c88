package dev.rollcall.api.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rollcall.registry.instance.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionTest {
  @ParameterizedTest
  @ValueSource(strings = {"000000000000-0", "ffffffffffff-999999999999999999", "5f0c93d1a27e-42"})
  void whatWasWrittenIsReadBack(String text) {
    assertEquals(text, Revision.parse("since", text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "42",
        "5f0c93d1a27e",
        "5f0c93d1a27e-",
        "5f0c93d1a27e--1",
        "5f0c93d1a27e-042",
        "5F0C93D1A27E-42",
        "5f0c93d1a27e0-42",
        "5f0c93d1a27e-1999999999999999999",
        " 5f0c93d1a27e-42",
        "5f0c93d1a27e-\u0664"
      })
  void whatNoNodeGaveIsRefused(String text) {
    var refusal = assertThrows(InvalidValueException.class, () -> Revision.parse("since", text));
    assertEquals("since", refusal.field());
  }

  @Test
  void whatItCannotBeIsRefused() {
    assertThrows(InvalidValueException.class, () -> new Revision(-1, 0));
    assertThrows(InvalidValueException.class, () -> new Revision(1L << 48, 0));
    assertThrows(InvalidValueException.class, () -> new Revision(0, -1));
  }
}
