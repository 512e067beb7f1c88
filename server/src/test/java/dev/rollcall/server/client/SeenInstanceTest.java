package dev.rollcall.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeenInstanceTest {
  @Test
  void aConditionCountsMoreThanTheInstancesOwnWord() {
    SeenInstance seen =
        read(
            """
            {"status": "UP", "condition":
             {"status": "DOWN", "why": "checks", "reason": "http:http failing: 503"}}
            """);
    assertEquals("DOWN", seen.status());
    assertEquals("checks: http:http failing: 503", seen.because());
    assertFalse(seen.given());
  }

  @Test
  void withoutAConditionTheInstancesOwnWordCounts() {
    assertEquals("DRAINING", read("{\"status\": \"DRAINING\"}").status());
    assertTrue(read("{\"status\": \"UP\"}").given());
    assertEquals("", read("{\"status\": \"UP\"}").because());
  }

  @Test
  void theNodeKnowsBestWhatDnsGives() {
    SeenInstance failingOpen =
        read("{\"status\": \"UP\", \"healthy\": true, \"condition\": {\"status\": \"DOWN\"}}");
    assertTrue(failingOpen.given());
  }

  @Test
  void whileNoneIsHealthyThoseAreGivenWhoseChecksFail() throws CommandFailedException {
    String service =
        """
        {"failsOpen": %s, "instances": [
         {"id": "checked", "leaseSeconds": 30, "healthy": false,
          "condition": {"status": "DOWN", "why": "checks"}},
         {"id": "watched", "leaseSeconds": 0, "healthy": false,
          "condition": {"status": "DOWN", "why": "checks"}},
         {"id": "drained", "leaseSeconds": 30, "healthy": false,
          "condition": {"status": "DRAINING", "why": "operator"}}]}
        """;
    assertEquals(List.of("checked"), given(service.formatted("true")));
    assertEquals(List.of(), given(service.formatted("false")));
  }

  @Test
  void nobodysWordNeedsNoReason() {
    assertEquals("", read("{\"condition\": {\"status\": \"UP\", \"why\": \"none\"}}").because());
  }

  @Test
  void portsAreShownAsTheyAreGiven() {
    SeenInstance seen =
        read(
            """
            {"ports": {"default": {"port": 80, "protocol": "tcp"},
                       "dns": {"port": 53, "protocol": "udp"}}}
            """);
    assertEquals(List.of("80", "dns=53/udp"), seen.ports());
  }

  @Test
  void whatIsOfAnotherKindThanExpectedReadsAsMissing() {
    SeenInstance seen =
        read("{\"id\": 7, \"status\": [], \"addresses\": \"x\", \"ports\": 1, \"condition\": 2}");
    assertEquals("", seen.id() + seen.status() + seen.where());
    assertEquals(List.of(), seen.ports());
  }

  private static List<String> given(String service) throws CommandFailedException {
    return SeenInstance.all(Answer.of(URI.create("http://node"), service)).stream()
        .filter(SeenInstance::given)
        .map(SeenInstance::id)
        .toList();
  }

  private static SeenInstance read(String json) {
    return SeenInstance.of(new JsonObject(json));
  }
}
