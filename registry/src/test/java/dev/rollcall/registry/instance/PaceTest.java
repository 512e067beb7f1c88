package dev.rollcall.registry.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
  @Test
  void probeTakesItsWholeIntervalAndHalfAMinuteAtMost() {
    assertEquals(Duration.ofSeconds(10), pace(10, 10).timeout());
    assertEquals(Duration.ofSeconds(30), pace(3600, 30).timeout());
  }

  @ParameterizedTest
  @CsvSource({"10, 11, '0.1 up to the interval, which is 10'", "3600, 31, 0.1 to 30"})
  void probeTakesNoLonger(int interval, int timeout, String allowed) {
    var refusal = assertThrows(InvalidValueException.class, () -> pace(interval, timeout));
    assertEquals(
        "timeoutSeconds: '" + timeout + "' is not allowed; allowed: " + allowed,
        refusal.getMessage());
  }

  private static Pace pace(int interval, int timeout) {
    return new Pace(
        Duration.ofSeconds(interval), Duration.ofSeconds(timeout), 2, 3, Verdict.PASSING);
  }
}
