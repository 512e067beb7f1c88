package dev.rollcall.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rollcall.registry.live.LiveView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingsTest {
  private final ApiNode node = ApiNode.start();

  @BeforeEach
  void register() {
    put("orders", "a", "{\"port\": 1, \"tags\": [\"blue\", \"canary\"], \"zone\": \"z1\"}");
    put("orders", "b", "{\"port\": 1, \"tags\": [\"blue\"], \"zone\": \"z2\"}");
    put("orders", "c", "{\"port\": 1, \"status\": \"DOWN\"}");
    put("bills", "a", "{\"port\": 1, \"zone\": \"z1\"}");
    put("gone", "a", "{\"port\": 1}");
    node.delete("/api/v1/services/gone/instances/a");
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void servicesAreListedWithTheirCounts() {
    assertEquals(
        new JsonArray(
            """
            [{"service": "bills", "instances": 1, "healthy": 1, "departed": 0},
             {"service": "gone", "instances": 0, "healthy": 0, "departed": 1},
             {"service": "orders", "instances": 3, "healthy": 2, "departed": 0}]
            """),
        node.get("/api/v1/services").array("services"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ?tag=blue              | orders:2
          ?tag=blue&tag=canary   | orders:1
          ?tag=BLUE&             | orders:2
          ?tag=green             | ''
          ?zone=z1               | bills:1 orders:1
          ?status=DOWN           | orders:1
          ?status=up&zone=z2     | orders:1
          ?z%6Fne=z%31           | bills:1 orders:1
          """)
  void aQuerySelectsServicesByTheirInstances(String query, String expected) {
    var found = node.get("/api/v1/services" + query).array("services");

    String text =
        String.join(
            " ",
            found.stream()
                .map(JsonObject.class::cast)
                .map(s -> s.getString("service") + ":" + s.getInteger("instances"))
                .toList());
    assertEquals(expected, text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                    | a b c
          ?tag=blue             | a b
          ?tag=blue&tag=canary  | a
          ?status=DOWN          | c
          ?zone=z2              | b
          ?zone=z3              | ''
          """)
  void aQuerySelectsInstances(String query, String expected) {
    var found = node.get("/api/v1/services/orders" + query).array("instances");

    assertEquals(expected, ids(found));
  }

  @Test
  void whoHasDepartedIsListedWhateverIsSelected() {
    var answer = node.get("/api/v1/services/gone?zone=z1");

    assertEquals("a", ids(answer.array("departed")));
    assertEquals("", ids(answer.array("instances")));
  }

  @Test
  void aServiceNeverHeardOfIsUnknown() {
    assertEquals("/problems/unknown-service", node.get("/api/v1/services/x").text("type"));
    assertEquals(
        "/problems/not-registered", node.get("/api/v1/services/x/instances/a").text("type"));
    var neverThere = node.get("/api/v1/services/orders/instances/x");
    assertEquals("/problems/not-registered", neverThere.text("type"));
    assertFalse(neverThere.json().containsKey("departed"));
  }

  @Test
  void whileLoadingNothingIsSaidToBeMissing() {
    try (LiveView view = new LiveView();
        ApiNode loading = ApiNode.with(view)) {
      for (String path : List.of("", "/orders", "/orders/instances/a")) {
        var answer = loading.get("/api/v1/services" + path);
        assertEquals(503, answer.status());
        assertEquals("1", answer.header("retry-after"));
      }
    }
  }

  @Test
  void headersAreGivenWithoutTheBody() {
    var whole = node.get("/api/v1/services");
    var head = node.send("HEAD", "/api/v1/services");

    assertEquals(200, head.status());
    assertEquals(whole.header("content-type"), head.header("content-type"));
    assertEquals("", head.body());
  }

  private void put(String service, String id, String body) {
    assertEquals(201, node.put("/api/v1/services/" + service + "/instances/" + id, body).status());
  }

  private static String ids(JsonArray instances) {
    return String.join(" ", instances.stream().map(i -> ((JsonObject) i).getString("id")).toList());
  }
}
