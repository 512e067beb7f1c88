package dev.rollcall.registry.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** What a test expects of a refused value: its field, how it is shown, and a hint of what fits. */
record Refusal(String field, String value, String hint) {
  void isGivenBy(Executable construction) {
    var thrown = assertThrows(InvalidValueException.class, construction);
    assertEquals(field, thrown.field());
    assertEquals(value, thrown.value());
    assertTrue(thrown.allowed().contains(hint), thrown.allowed());
    assertEquals(
        field + ": '" + value + "' is not allowed; allowed: " + thrown.allowed(),
        thrown.getMessage());
  }
}
