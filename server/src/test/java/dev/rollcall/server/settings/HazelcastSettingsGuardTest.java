package dev.rollcall.server.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class HazelcastSettingsGuardTest {
  private final Properties properties = new Properties();

  @Test
  void whatIsNotOfHazelcastIsNoneOfItsBusiness() throws StartRefusedException {
    properties.setProperty("java.home", "/opt/jdk");
    HazelcastSettingsGuard.refuse(List.of("PATH", "ROLLCALL_JOIN", "HZ"), properties);
  }

  @Test
  void aVariableOfHazelcastIsRefused() {
    var refused =
        assertThrows(
            StartRefusedException.class,
            () ->
                HazelcastSettingsGuard.refuse(
                    List.of("PATH", "HZ_CLUSTERNAME", "HZ_B"), properties));
    assertEquals(
        "HZ_B: this variable would set up Hazelcast, which Rollcall does itself; allowed: none that"
            + " begins with HZ_ or hazelcast.",
        refused.getMessage());
  }

  @Test
  void aPropertyOfHazelcastIsRefused() {
    properties.setProperty("hazelcast.persistence.enabled", "true");
    var refused =
        assertThrows(
            StartRefusedException.class,
            () -> HazelcastSettingsGuard.refuse(List.of(), properties));
    assertEquals(
        "hazelcast.persistence.enabled: this system property would set up Hazelcast, which Rollcall"
            + " does itself; allowed: none that begins with HZ_ or hazelcast.",
        refused.getMessage());
  }
}
