package dev.rollcall.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rollcall.api.json.ServedZone;
import dev.rollcall.registry.instance.InvalidValueException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ApiSettingsTest {
  @Test
  void defaultsStayAsTheyAre() {
    var zone = new ServedZone("service.internal");

    assertEquals(
        new ApiSettings(
            "127.0.0.1", 8054, zone, 65_536, 67_108_864, 10_000, Duration.ofSeconds(75)),
        ApiSettings.defaults());
  }

  @Test
  void whatCannotWorkIsRefused() {
    var zone = ApiSettings.DEFAULT_ZONE;
    Duration idle = ApiSettings.DEFAULT_IDLE_TIMEOUT;

    assertRefused("host", () -> ApiSettings.at(" ", 1));
    assertRefused("port", () -> ApiSettings.at("::1", -1));
    assertRefused("port", () -> ApiSettings.at("::1", 65_536));
    assertRefused("zone", () -> ApiSettings.at("::1", 1).withZone("."));
    assertRefused("zone", () -> ApiSettings.at("::1", 1).withZone("zone.."));
    assertRefused("bodyLimit", () -> new ApiSettings("::1", 1, zone, 0, 1, 1, idle));
    assertRefused("importLimit", () -> ApiSettings.defaults().withImportLimit(0));
    assertRefused("maxWatchers", () -> ApiSettings.defaults().withMaxWatchers(-1));
    assertRefused("maxWatchers", () -> ApiSettings.defaults().withMaxWatchers(1_000_001));
    assertRefused(
        "idleTimeout", () -> new ApiSettings("::1", 1, zone, 1, 1, 1, Duration.ofMillis(99)));
  }

  private static void assertRefused(String field, Executable settings) {
    assertEquals(field, assertThrows(InvalidValueException.class, settings).field());
  }
}
