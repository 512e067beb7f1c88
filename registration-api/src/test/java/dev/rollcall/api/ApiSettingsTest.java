package dev.rollcall.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rollcall.registry.instance.InvalidValueException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ApiSettingsTest {
  @Test
  void defaultsStayAsTheyAre() {
    assertEquals(
        new ApiSettings("127.0.0.1", 8054, 65_536, Duration.ofSeconds(75)), ApiSettings.defaults());
  }

  @Test
  void whatCannotWorkIsRefused() {
    Duration idle = ApiSettings.DEFAULT_IDLE_TIMEOUT;

    assertRefused("host", () -> ApiSettings.at(" ", 1));
    assertRefused("port", () -> ApiSettings.at("::1", -1));
    assertRefused("port", () -> ApiSettings.at("::1", 65_536));
    assertRefused("bodyLimit", () -> new ApiSettings("::1", 1, 0, idle));
    assertRefused("idleTimeout", () -> new ApiSettings("::1", 1, 1, Duration.ofMillis(99)));
  }

  private static void assertRefused(String field, Executable settings) {
    assertEquals(field, assertThrows(InvalidValueException.class, settings).field());
  }
}
