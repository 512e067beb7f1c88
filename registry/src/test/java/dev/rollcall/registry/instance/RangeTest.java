package dev.rollcall.registry.instance;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeTest {
  private static final Range TENS = new Range(10, 20);

  @ParameterizedTest
  @ValueSource(longs = {10, 11, 20})
  void bothEndsAreAllowed(long value) {
    assertDoesNotThrow(() -> TENS.check("dozen", value));
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 21, -15, Long.MIN_VALUE, 1L << 32 | 15})
  void whatLiesOutsideIsRefused(long value) {
    new Refusal("dozen", Long.toString(value), "10 to 20")
        .isGivenBy(() -> TENS.check("dozen", value));
  }
}
