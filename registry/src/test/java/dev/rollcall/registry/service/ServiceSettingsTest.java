package dev.rollcall.registry.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.Pace;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Probe;
import dev.rollcall.registry.instance.Supervision;
import dev.rollcall.registry.service.LocalityPreference.Mode;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceSettingsTest {
  private static final InstanceKey KEY = InstanceKey.of("web", "a");
  private static final Check HTTP = new Check(Probe.Http.get("http", "/health"), Pace.DEFAULT);
  private static final Check OTHER = new Check(new Probe.Tcp("grpc"), Pace.DEFAULT);
  private static final ServiceSettings CHECKED =
      ServiceSettings.NONE.withDefaultChecks(HTTP, OTHER);

  @ParameterizedTest
  @ValueSource(ints = {0, 86_401})
  void aTtlIsOfASecondToADay(int seconds) {
    refused(
        () -> ServiceSettings.NONE.withTtl(Duration.ofSeconds(seconds)),
        "ttlSeconds: '" + seconds + "' is not allowed; allowed: 1 to 86400");
  }

  @Test
  void aTtlIsOfWholeSeconds() {
    refused(
        () -> ServiceSettings.NONE.withTtl(Duration.ofMillis(1500)),
        "ttlSeconds: 'PT1.5S' is not allowed; allowed: 1 to 86400, whole");
  }

  @Test
  void limitsAndSharesAreBounded() {
    refused(
        () -> ServiceSettings.NONE.withAnswerLimit(0),
        "answerLimit: '0' is not allowed; allowed: 1 to 100");
    refused(
        () -> ServiceSettings.NONE.withAnswerLimit(101),
        "answerLimit: '101' is not allowed; allowed: 1 to 100");
    refused(
        () -> ServiceSettings.NONE.withPreservationShare(0),
        "preservationShare: '0' is not allowed; allowed: 1 to 100");
    refused(
        () -> new LocalityPreference(Mode.PREFER, OptionalInt.of(101)),
        "minHealthyShare: '101' is not allowed; allowed: 0 to 100");
    refused(() -> Mode.parse("near"), "preference: 'near' is not allowed; allowed: prefer or off");
  }

  @Test
  void maintenanceHasAReason() {
    refused(
        () -> new Maintenance(" "),
        "reason: ' ' is not allowed; allowed: 1 to 200 printable characters");
    refused(
        () -> new Maintenance("\u009b2J"),
        "reason: '?2J' is not allowed; allowed: 1 to 200 printable characters");
    String longest = "😀".repeat(200);
    assertEquals(longest, new Maintenance(longest).reason());
    assertThrows(InvalidValueException.class, () -> new Maintenance(longest + "x"));
  }

  @Test
  void defaultChecksHaveNamesOfTheirOwn() {
    refused(
        () -> ServiceSettings.NONE.withDefaultChecks(HTTP, HTTP),
        "defaultChecks[1].name: 'http:http' is not allowed; allowed: distinct names");
  }

  @Test
  void anInstanceWithoutChecksGetsThoseOfTheServiceThatItHasAPortFor() {
    Instance plain = instance(new Port("http", 80, Port.Protocol.TCP));
    assertEquals(List.of(HTTP), CHECKED.effectiveChecks(plain));
    assertEquals(List.of(), ServiceSettings.NONE.effectiveChecks(plain));
    Instance datagrams = instance(new Port("http", 80, Port.Protocol.UDP));
    assertEquals(List.of(), CHECKED.effectiveChecks(datagrams));
  }

  @Test
  void anInstanceWithChecksKeepsToThose() {
    Instance own =
        instance(new Port("http", 80, Port.Protocol.TCP), new Port("grpc", 81, Port.Protocol.TCP))
            .withSupervision(Supervision.of(OTHER));
    assertEquals(List.of(OTHER), CHECKED.effectiveChecks(own));
  }

  @Test
  void nothingIsProbedOfAnExternalHost() {
    Instance elsewhere =
        Instance.of(
            KEY,
            new Endpoint.ExternalHost("db.example.com"),
            new Port("http", 80, Port.Protocol.TCP));
    assertEquals(List.of(), CHECKED.effectiveChecks(elsewhere));
  }

  private static Instance instance(Port... ports) {
    return Instance.of(KEY, Endpoint.Addresses.of("10.0.0.1"), ports);
  }

  private static void refused(Executable making, String message) {
    assertEquals(message, assertThrows(InvalidValueException.class, making).getMessage());
  }
}
