package dev.rollcall.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators settle about a service, over HTTP. */
class ServiceSettingsTest {
  private static final String SERVICE = "/api/v1/services/orders";
  private static final String SETTINGS = SERVICE + "/settings";
  private static final String SOME = "{\"ttlSeconds\": 30, \"failOpen\": false}";
  private static final String FULL =
      """
      {"ttlSeconds":30,"answerLimit":8,"subset":true,"failOpen":false,"preservationShare":75,\
      "locality":{"preference":"prefer","minHealthyShare":40},\
      "maintenance":{"reason":"moving to rack 7"}}\
      """;

  private final ApiNode node = ApiNode.start();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void settingsArePutReadReplacedAndDeleted() {
    assertEquals("/problems/no-settings", node.get(SETTINGS).text("type"));
    Exchange created = node.put(SETTINGS, FULL);
    assertEquals(201, created.status());
    assertEquals(new JsonObject(FULL), created.json().getJsonObject("settings"));
    assertEquals(created.body(), node.get(SETTINGS).body());
    assertEquals(created.header("ETag"), node.get(SETTINGS).header("ETag"));
    assertEquals('"' + created.text("version") + '"', created.header("ETag"));

    Exchange replaced = node.put(SETTINGS, "{\"ttlSeconds\": 5}");
    assertEquals(200, replaced.status());
    assertEquals("{\"ttlSeconds\":5}", node.get(SETTINGS).text("settings"), "all of them");
    assertNotEquals(created.header("ETag"), replaced.header("ETag"));

    assertEquals(204, node.delete(SETTINGS).status());
    assertEquals(404, node.get(SETTINGS).status());
    assertEquals(204, node.delete(SETTINGS).status(), "and again");
  }

  @Test
  void theSameSettingsAreNoChange() {
    Exchange first = node.put(SETTINGS, SOME);
    Exchange second = node.put(SETTINGS, SOME);
    assertEquals(200, second.status());
    assertEquals(first.body(), second.body());
  }

  @Test
  void aServiceShowsItsSettingsAndIsNotKnownForThemAlone() {
    node.put(SETTINGS, SOME);
    assertEquals(404, node.get(SERVICE).status());
    assertEquals("[]", node.get("/api/v1/services").text("services"));
    node.put(SERVICE + "/instances/a", "{\"port\": 80}");
    assertEquals(new JsonObject(SOME), node.get(SERVICE).json().getJsonObject("settings"));
    node.delete(SETTINGS);
    assertFalse(node.get(SERVICE).json().containsKey("settings"));
  }

  @Test
  void maintenanceTakesAllInstancesDownAndSaysWhy() {
    node.put(SERVICE + "/instances/a", "{\"port\": 80}");
    node.put(SETTINGS, "{\"maintenance\": {\"reason\": \"moving\"}}");
    JsonObject service = node.get("/api/v1/services").array("services").getJsonObject(0);
    assertEquals(
        new JsonObject("{\"status\":\"DOWN\",\"why\":\"maintenance\",\"reason\":\"moving\"}"),
        node.get(SERVICE + "/instances/a").json().getJsonObject("condition"));
    assertEquals(1, service.getInteger("instances"));
    assertEquals(0, service.getInteger("healthy"));
  }

  @Test
  void defaultChecksAreThoseOfARegistration() {
    String checks = "{\"defaultChecks\": [{\"type\": \"http\", \"path\": \"/health\"}]}";
    JsonObject check =
        node.put(SETTINGS, checks)
            .json()
            .getJsonObject("settings")
            .getJsonArray("defaultChecks")
            .getJsonObject(0);
    assertEquals("http:default", check.getString("name"));
    assertEquals("/health", check.getString("path"));
    assertEquals(200, node.put(SETTINGS, node.get(SETTINGS).text("settings")).status());
    Exchange refused =
        node.put(SETTINGS, "{\"defaultChecks\": [{\"type\": \"tcp\", \"intervalSeconds\": 0.5}]}");
    assertEquals(400, refused.status());
    assertEquals("defaultChecks[0].intervalSeconds", refused.text("field"));
  }

  @Test
  void whoSawAnotherVersionChangesNothing() {
    String first = node.put(SETTINGS, SOME).header("ETag");
    assertEquals(200, putIf("If-Match", first, "{\"ttlSeconds\": 31}").status());
    Exchange refused = putIf("If-Match", first, "{\"ttlSeconds\": 32}");
    assertEquals(412, refused.status());
    assertEquals("/problems/precondition-failed", refused.text("type"));
    assertEquals(node.get(SETTINGS).header("ETag"), refused.header("ETag"));
    assertEquals(412, node.send("DELETE", SETTINGS, "", Map.of("If-Match", first)).status());
    assertEquals("{\"ttlSeconds\":31}", node.get(SETTINGS).text("settings"));

    String now = node.get(SETTINGS).header("ETag");
    String several = first + " , " + now;
    assertEquals(204, node.send("DELETE", SETTINGS, "", Map.of("If-Match", several)).status());
  }

  @Test
  void whoCreatesOrReplacesMaySaySo() {
    assertEquals(412, putIf("If-Match", "*", SOME).status());
    assertEquals(201, putIf("If-None-Match", "*", SOME).status());
    assertEquals(412, putIf("If-None-Match", "*", "{}").status());
    assertEquals(200, putIf("If-Match", "*", "{}").status());
    assertEquals(412, node.send("DELETE", SETTINGS, "", Map.of("If-None-Match", "*")).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"W/\"0000000000000000\"", "\"other\"", "\"\"", "\"a\",\"b\""})
  void aTagThatIsNotOfTheseSettingsMatchesNothing(String tag) {
    node.put(SETTINGS, SOME);
    assertEquals(412, putIf("If-Match", tag, "{}").status());
  }

  @Test
  void aWeakTagMatchesNothing() {
    String tag = node.put(SETTINGS, SOME).header("ETag");
    assertEquals(412, putIf("If-Match", "W/" + tag, "{}").status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "If-Match | abc | * or entity tags, such as \"0123456789abcdef\"",
        "If-Match | \"a | * or entity tags, such as \"0123456789abcdef\"",
        "If-Match | \"a\" \"b\" | * or entity tags, such as \"0123456789abcdef\"",
        "If-None-Match | \"a\" | *"
      })
  void aPreconditionThatCannotBeReadIsRefused(String header, String value, String allowed) {
    Exchange refused = putIf(header, value, SOME);
    assertEquals(400, refused.status());
    assertEquals(header, refused.text("field"));
    assertEquals(allowed, refused.text("allowed"));
    assertEquals(404, node.get(SETTINGS).status(), "nothing is stored");
  }

  @Test
  void bothPreconditionsAreOneTooMany() {
    var headers = Map.of("If-Match", "*", "If-None-Match", "*", "Content-Type", "application/json");
    assertEquals(400, node.send("PUT", SETTINGS, SOME, headers).status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"ttlSeconds\": 0} | ttlSeconds | 0 | 1 to 86400",
        "{\"ttlSeconds\": 86401} | ttlSeconds | 86401 | 1 to 86400",
        "{\"answerLimit\": 101} | answerLimit | 101 | 1 to 100",
        "{\"subset\": \"yes\"} | subset | \"yes\" | true or false",
        "{\"failOpen\": null} | failOpen | null | true or false",
        "{\"preservationShare\": 0} | preservationShare | 0 | 1 to 100",
        "{\"locality\": \"prefer\"} | locality | \"prefer\" | an object",
        "{\"locality\": {\"preference\": \"near\"}} | locality.preference | near | prefer or off",
        "{\"locality\": {\"preference\": \"off\", \"minHealthyShare\": 101}}"
            + " | locality.minHealthyShare | 101 | 0 to 100",
        "{\"maintenance\": {\"reason\": \" \"}} | maintenance.reason | ` ` | 1 to 200 printable"
            + " characters",
      })
  void whatIsNotAllowedIsRefusedAndNothingIsStored(
      String body, String field, String value, String allowed) {
    node.put(SETTINGS, SOME);
    String before = node.get(SETTINGS).body();
    Exchange refused = node.put(SETTINGS, body);
    assertEquals(400, refused.status());
    assertEquals(field, refused.text("field"));
    assertEquals(value, refused.text("value"));
    assertEquals(allowed, refused.text("allowed"));
    assertEquals(before, node.get(SETTINGS).body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ttl\": 5}",
        "{\"maintenance\": {\"reason\": \"moving\", \"until\": \"noon\"}}",
        "{\"maintenance\": {}}",
        "{\"locality\": {}}",
        "[]",
        ""
      })
  void whatIsUnknownOrMissingIsRefused(String body) {
    assertEquals(400, put(body).status());
    assertEquals(404, node.get(SETTINGS).status());
  }

  @Test
  void anEmptyObjectSettlesNothingAndIsKept() {
    assertEquals(201, node.put(SETTINGS, "{}").status());
    assertEquals("{}", node.get(SETTINGS).text("settings"));
  }

  @Test
  void settingsMoveToAnotherClusterAndSoDoTracesOfDeletedOnes() {
    node.put(SETTINGS, FULL);
    node.put("/api/v1/services/gone/settings", SOME);
    node.delete("/api/v1/services/gone/settings");
    String export = node.get("/api/v1/export").body();
    try (ApiNode other = ApiNode.start()) {
      Exchange imported = other.send("POST", "/api/v1/import", export);
      assertEquals("{\"taken\":2,\"older\":0}", imported.body());
      assertEquals(node.get(SETTINGS).body(), other.get(SETTINGS).body());
      assertEquals(
          node.get("/api/v1/export").array("settings"),
          other.get("/api/v1/export").array("settings"));
      assertEquals(
          "{\"taken\":0,\"older\":2}", other.send("POST", "/api/v1/import", export).body());
      other.put(SETTINGS, SOME);
      other.send("POST", "/api/v1/import", export);
      assertEquals(new JsonObject(SOME), other.get(SETTINGS).json().getJsonObject("settings"));
    }
  }

  @Test
  void anImportWithWrongSettingsTakesNothing() {
    node.put(SETTINGS, SOME);
    String export =
        node.get("/api/v1/export").body().replace("\"ttlSeconds\":30", "\"ttlSeconds\":0");
    try (ApiNode other = ApiNode.start()) {
      Exchange refused = other.send("POST", "/api/v1/import", export);
      assertEquals("settings[0].settings.ttlSeconds", refused.text("field"));
      assertEquals(404, other.get(SETTINGS).status());
    }
  }

  @Test
  void theSerialOfAnExportCoversSettings() {
    node.put(SETTINGS, SOME);
    Exchange export = node.get("/api/v1/export");
    assertTrue(export.json().getLong("serial") > 0, export::body);
  }

  private Exchange put(String body) {
    return node.send("PUT", SETTINGS, body, Map.of("Content-Type", "application/json"));
  }

  private Exchange putIf(String header, String value, String body) {
    return node.send(
        "PUT", SETTINGS, body, Map.of(header, value, "Content-Type", "application/json"));
  }
}
