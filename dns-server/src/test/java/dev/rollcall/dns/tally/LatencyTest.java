package dev.rollcall.dns.tally;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyTest {
  private final Latency latency = new Latency();

  @ParameterizedTest(name = "{0} ns are at most {1} ns")
  @CsvSource({
    "0, 1000",
    "1, 1000",
    "1000, 1000",
    "1001, 2000",
    "2000, 2000",
    "2001, 4000",
    "4000, 4000",
    "1000000, 1024000",
    "1048576000, 1048576000"
  })
  void isCountedUnderTheSmallestBoundThatItKeeps(long nanos, long bound) {
    latency.add(nanos, 1);
    for (int place = 0; place < Latency.BOUNDS; place++) {
      assertEquals(Latency.bound(place) == bound ? 1 : 0, latency.count(place));
    }
  }

  @ParameterizedTest
  @CsvSource({"1048576001", "9223372036854775807"})
  void isCountedBehindAllBoundsWhenLonger(long nanos) {
    latency.add(nanos, 1);
    assertEquals(1, latency.count(Latency.BOUNDS));
    assertEquals(nanos, latency.sum());
  }
}
