package dev.rollcall.registry.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HybridTimeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"1970-01-01T00:00:00Z", "2030-01-01T00:00:00.123Z", "6000-01-01T00:00:00Z"})
  void aMomentKeepsItsMillisecond(String text) {
    Instant instant = Instant.parse(text);
    assertEquals(instant, HybridTime.at(instant).instant());
    assertEquals(instant, HybridTime.at(instant.plusNanos(999_999)).instant());
    assertEquals(instant, HybridTime.at(instant).next().instant());
  }

  @Test
  void momentsOfOneMillisecondAreOrderedAndBeforeTheNextOne() {
    Instant instant = Instant.parse("2030-01-01T00:00:00.123Z");
    HybridTime first = HybridTime.at(instant);
    assertTrue(first.compareTo(first.next()) < 0);
    assertTrue(first.next().compareTo(HybridTime.at(instant.plusMillis(1))) < 0);
  }
}
