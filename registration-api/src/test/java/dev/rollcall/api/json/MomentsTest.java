package dev.rollcall.api.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
  private static final Instant LATEST = Instant.parse("2030-01-02T00:00:00Z");
  private static final long BITS = HybridTime.at(Instant.parse("2029-12-31T23:59:59.999Z")).bits();

  private final Moments moments = new Moments(LATEST);

  @Test
  void everyCounterOfAMillisecondIsReadBackAsItWas() {
    for (int counter = 0; counter < 1 << 16; counter++) {
      var moment = new HybridTime(BITS + counter);
      assertEquals(moment, moments.moment(Moments.text(moment)));
    }
  }

  @Test
  void momentsOfOneMillisecondKeepTheirOrderAsText() {
    assertEquals("2029-12-31T23:59:59.999Z", Moments.text(new HybridTime(BITS)));
    assertEquals("2029-12-31T23:59:59.999000016Z", Moments.text(new HybridTime(BITS + 1)));
    assertEquals("2029-12-31T23:59:59.999999985Z", Moments.text(new HybridTime(BITS + 0xffff)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2030-01-01",
        "2030-01-02T00:00:00.001Z",
        "1969-12-31T23:59:59Z",
        "+1000000000-12-31T23:59:59.999999999Z"
      })
  void otherMomentsAreRefused(String text) {
    assertThrows(InvalidValueException.class, () -> moments.moment(text));
  }

  @Test
  void versionsAreReadBackAsTheyWere() {
    var version = new InstanceVersion(new HybridTime(BITS + 7), 12);
    assertEquals(version, moments.version(Moments.text(version)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "01a1f8b7d9ae0000",
        "01a1f8b7d9ae0000-0",
        "01a1f8b7d9ae0000--1",
        "01A1F8B7D9AE0000-1",
        "ffffffffffffffff-1",
        "01a1f8b7d9ae0000-9999999999999999999"
      })
  void otherVersionsAreRefused(String text) {
    assertThrows(InvalidValueException.class, () -> moments.version(text));
  }
}
