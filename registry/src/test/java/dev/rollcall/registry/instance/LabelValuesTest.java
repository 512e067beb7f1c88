package dev.rollcall.registry.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Tag}, {@link Locality} and {@link Status}: words out of which names are made. */
class LabelValuesTest {
  @ParameterizedTest
  @CsvSource({"canary, canary", "Canary, canary", "v2, v2", "2, 2", "eu-1A, eu-1a"})
  void tagsAndLocalitiesAreLabelsInLowerCase(String given, String kept) {
    assertEquals(kept, new Tag(given).text());
    assertEquals(kept, new Tag(given).toString());
    assertEquals(kept, new Locality(given).text());
    assertEquals(kept, new Locality(given).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b", "a_b", "-a", "a-", "a b", "é", "key=value"})
  void whatIsNoLabelIsRefused(String given) {
    new Refusal("tag", given, "one DNS label").isGivenBy(() -> new Tag(given));
    new Refusal("zone", given, "one DNS label").isGivenBy(() -> new Locality(given));
  }

  @Test
  void aLabelHasUpTo63Characters() {
    String longest = "a".repeat(63);
    assertEquals(longest, new Tag(longest).text());
    new Refusal("tag", longest + "a", "1 to 63").isGivenBy(() -> new Tag(longest + "a"));
  }

  @Test
  void tagsAreOrderedByTheirText() {
    assertTrue(new Tag("a").compareTo(new Tag("B")) < 0);
  }

  @ParameterizedTest
  @CsvSource({"UP, UP", "up, UP", "Draining, DRAINING", "down, DOWN"})
  void aStatusIsReadInEitherCase(String given, Status status) {
    assertEquals(status, Status.parse(given));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "UP ", "OUT_OF_SERVICE", "0"})
  void anUnknownStatusIsRefused(String given) {
    new Refusal("status", given, "UP, DRAINING or DOWN").isGivenBy(() -> Status.parse(given));
  }
}
