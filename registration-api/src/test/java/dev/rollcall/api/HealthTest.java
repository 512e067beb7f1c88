package dev.rollcall.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.instance.Verdict;
import dev.rollcall.registry.state.CheckResult;
import dev.rollcall.registry.state.Registered;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks, an operator's word, and the state that comes of them. */
class HealthTest {
  private static final String SERVICE = "/api/v1/services/orders";
  private static final String PATH = SERVICE + "/instances/a";
  private static final String CHECKED = "{\"port\": 1, \"checks\": [{\"type\": \"tcp\"}]}";
  private static final String DRAIN =
      "{\"override\": {\"status\": \"DRAINING\", \"reason\": \"disk swap\"}}";
  private static final String LIFT = "{\"override\": null}";

  private final ApiNode node = ApiNode.start();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void aCheckIsShownWithAllThatItLeftOut() {
    Exchange answer =
        node.put(
            PATH,
            """
            {"ports": {"http": 8080}, "checks": [{"type": "http", "port": "http",
             "path": "/health", "intervalSeconds": 10, "timeoutSeconds": 2, "rise": 2, "fall": 3}]}
            """);
    assertEquals(201, answer.status(), answer::toString);
    assertEquals(
        new JsonArray(
            """
            [{"name": "http:http", "type": "http", "port": "http", "method": "GET",
              "path": "/health", "headers": {}, "statuses": "200-299", "intervalSeconds": 10,
              "timeoutSeconds": 2, "rise": 2, "fall": 3, "initial": "passing"}]
            """),
        answer.array("checks"));
    assertEquals(
        new JsonArray("[{\"check\": \"http:http\", \"verdict\": \"passing\"}]"),
        answer.array("results"));
    assertEquals(30, answer.json().getInteger("drainSeconds"));
    assertEquals(answer.body(), node.get(PATH).body());
  }

  @Test
  void everyKindOfCheckIsTaken() {
    Exchange answer =
        node.put(
            PATH,
            """
            {"port": 1, "checks": [{"type": "http"}, {"type": "https"}, {"type": "tcp"},
             {"type": "grpc"}, {"type": "grpcs", "service": "pkg.Orders"},
             {"type": "tcp", "name": "again", "intervalSeconds": 1, "timeoutSeconds": 0.1}]}
            """);
    assertEquals(201, answer.status(), answer::toString);
    assertEquals(6, answer.array("checks").size());
    JsonObject last = answer.array("checks").getJsonObject(5);
    assertEquals("0.1", last.getValue("timeoutSeconds").toString());
  }

  @Test
  void whoRegistersWithoutChecksIsShownWithoutThem() {
    JsonObject plain = node.put(PATH, "{\"port\": 1}").json();
    for (String field : new String[] {"checks", "results", "override", "removeAfterSeconds"}) {
      assertFalse(plain.containsKey(field), field);
    }
    assertEquals("{\"status\":\"UP\",\"why\":\"none\"}", condition());
  }

  @Test
  void anInstanceWithoutHeartbeatsTakesThemAllTheSame() {
    node.put(PATH, CHECKED.replace("\"port\"", "\"leaseSeconds\": 0, \"port\""));
    assertEquals(204, node.send("PUT", PATH + "/heartbeat").status());
    assertEquals(0, node.get(PATH).json().getInteger("leaseSeconds"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"port": 1, "leaseSeconds": 0}       | leaseSeconds: '0' is not allowed; allowed: 1 to 86400, or 0 with at least one check
          {"port": 1, "leaseSeconds": 0, "checks": []} | leaseSeconds: '0' is not allowed; allowed: 1 to 86400, or 0 with
          {"port": 1, "removeAfterSeconds": 5} | removeAfterSeconds: '5' is not allowed; allowed: only with checks
          {"port": 1, "drainSeconds": 3601}    | drainSeconds: '3601' is not allowed; allowed: 0 to 3600
          {"port": 1, "checks": {}}            | checks: 'an object' is not allowed; allowed: an array
          {"port": 1, "checks": [{}]}          | checks[0].type: it is missing
          {"port": 1, "checks": [{"type": "icmp"}]} | checks[0].type: 'icmp' is not allowed; allowed: http, https, tcp, grpc or grpcs
          {"port": 1, "checks": [{"type": "tcp"}, {"type": "tcp"}]} | checks[1].name: 'tcp:default' is not allowed; allowed: distinct names
          {"port": 1, "checks": [{"type": "tcp", "port": "http"}]} | checks[0].port: 'http' is not allowed; allowed: one of the registered TCP ports: default
          {"ports": {"dns": {"port": 53, "protocol": "udp"}}, "checks": [{"type": "tcp"}]} | checks[0].port: 'dns' is not allowed; allowed: one of the registered TCP ports: there are none
          {"port": 1, "checks": [{"type": "tcp", "port": 8080}]} | checks[0].port: '8080' is not allowed; allowed: a string
          {"port": 1, "checks": [{"type": "tcp", "path": "/"}]} | checks[0].path: there is no such field; allowed: port, type,
          {"port": 1, "checks": [{"type": "http", "url": "http://x/"}]} | checks[0].url: there is no such field
          {"port": 1, "checks": [{"type": "http", "path": "health"}]} | checks[0].path: 'health' is not allowed; allowed: a slash and
          {"port": 1, "checks": [{"type": "http", "path": "/a b"}]} | checks[0].path: '/a b' is not allowed
          {"port": 1, "checks": [{"type": "http", "method": "DELETE"}]} | checks[0].method: 'DELETE' is not allowed; allowed: GET, HEAD, OPTIONS, POST, PUT
          {"port": 1, "checks": [{"type": "http", "statuses": "2xx"}]} | checks[0].statuses: '2xx' is not allowed; allowed: a status or a range of them, such as 200-299
          {"port": 1, "checks": [{"type": "http", "statuses": "300-200"}]} | checks[0].statuses: '300-200' is not allowed
          {"port": 1, "checks": [{"type": "http", "headers": {"Transfer-Encoding": "chunked"}}]} | checks[0].headers: 'Transfer-Encoding' is not allowed
          {"port": 1, "checks": [{"type": "http", "headers": {"A": "b\\r\\nC: d"}}]} | checks[0].headers.A: 'b??C: d' is not allowed
          {"port": 1, "checks": [{"type": "http", "headers": {"A": 7}}]} | checks[0].headers.A: '7' is not allowed; allowed: a string
          {"port": 1, "checks": [{"type": "tcp", "intervalSeconds": 0.999}]} | checks[0].intervalSeconds: '0.999' is not allowed; allowed: 1 to 3600, with
          {"port": 1, "checks": [{"type": "tcp", "intervalSeconds": 1e999999999}]} | checks[0].intervalSeconds: '1E+999999999' is not allowed
          {"port": 1, "checks": [{"type": "tcp", "intervalSeconds": 1.0005}]} | checks[0].intervalSeconds: '1.0005' is not allowed
          {"port": 1, "checks": [{"type": "tcp", "intervalSeconds": "10"}]} | checks[0].intervalSeconds: '"10"' is not allowed
          {"port": 1, "checks": [{"type": "tcp", "timeoutSeconds": 11}]} | checks[0].timeoutSeconds: '11' is not allowed; allowed: 0.1 up to the interval, which is 10
          {"port": 1, "checks": [{"type": "tcp", "intervalSeconds": 60, "timeoutSeconds": 31}]} | checks[0].timeoutSeconds: '31' is not allowed; allowed: 0.1 to 30
          {"port": 1, "checks": [{"type": "tcp", "rise": 0}]} | checks[0].rise: '0' is not allowed; allowed: 1 to 10
          {"port": 1, "checks": [{"type": "tcp", "initial": "up"}]} | checks[0].initial: 'up' is not allowed; allowed: passing or failing
          {"port": 1, "checks": [{"type": "tcp", "name": "a b"}]} | checks[0].name: 'a b' is not allowed
          {"host": "db.example.com", "port": 1, "checks": [{"type": "tcp"}]} | checks: '1 checks' is not allowed; allowed: none beside a host
          """)
  void whatIsWrongIsSaidAndNothingIsStored(String body, String problem) {
    Exchange refused = node.put(PATH, body);
    assertEquals(400, refused.status(), refused::toString);
    assertTrue(refused.text("detail").startsWith(problem), refused::toString);
    assertTrue(node.catalog().services().isEmpty());
  }

  @Test
  void aFailingCheckTakesTheInstanceDownAndSaysWhy() {
    node.put(PATH, CHECKED);
    report(Verdict.FAILING, "connection refused");
    JsonObject down = node.get(PATH).json();
    assertEquals(
        new JsonObject(
            """
            {"status": "DOWN", "why": "checks", "reason": "tcp:default failing: connection refused"}
            """),
        down.getJsonObject("condition"));
    assertEquals("UP", down.getString("status"));
    assertFalse(down.getBoolean("healthy"));
    JsonObject result = down.getJsonArray("results").getJsonObject(0);
    assertEquals("failing", result.getString("verdict"));
    assertEquals("connection refused", result.getString("output"));
    report(Verdict.PASSING, "");
    assertEquals("{\"status\":\"UP\",\"why\":\"none\"}", condition());
  }

  @Test
  void aServiceOfWhichAllFailTheirChecksFailsOpen() {
    node.put(PATH, CHECKED);
    assertFalse(node.get(SERVICE).json().getBoolean("failsOpen"));
    report(Verdict.FAILING, "connection refused");
    assertTrue(node.get(SERVICE).json().getBoolean("failsOpen"));
    node.put(SERVICE + "/instances/b", "{\"port\": 1}");
    assertFalse(node.get(SERVICE).json().getBoolean("failsOpen"));
  }

  @Test
  void anOperatorsWordWinsUntilItIsLifted() {
    node.put(PATH, CHECKED);
    Exchange overridden = node.send("PATCH", PATH, DRAIN);
    assertEquals(200, overridden.status());
    assertEquals("UP", overridden.text("status"));
    assertEquals(
        "{\"status\":\"DRAINING\",\"why\":\"operator\",\"reason\":\"disk swap\"}", condition());
    assertEquals(
        overridden.text("changed"), overridden.json().getJsonObject("override").getString("since"));
    node.put(PATH, CHECKED);
    node.send("PATCH", PATH, "{\"status\": \"UP\"}");
    assertTrue(condition().contains("operator"));

    assertFalse(node.send("PATCH", PATH, LIFT).json().containsKey("override"));
    assertEquals("{\"status\":\"UP\",\"why\":\"none\"}", condition());
    assertEquals(200, node.send("PATCH", PATH, LIFT).status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"override": {"status": "DOWN"}}           | override.reason: it is missing
          {"override": {"reason": "x"}}              | override.status: it is missing
          {"override": {"status": "GONE", "reason": "x"}} | override.status: 'GONE' is not allowed; allowed: UP, DRAINING or DOWN
          {"override": {"status": "DOWN", "reason": " "}} | override.reason: '' is not allowed; allowed: 1 to 200 printable characters
          {"override": {"status": "DOWN", "reason": "x", "until": 5}} | override.until: there is no such field
          {"override": "DOWN"}                       | override: '"DOWN"' is not allowed; allowed: an object
          {"override": null, "weight": 5}            | weight: it stands beside override
          {"status": "UP", "override": null}         | status: it stands beside override
          """)
  void whatIsNoOverrideChangesNothing(String body, String problem) {
    String before = node.put(PATH, CHECKED).body();
    Exchange refused = node.send("PATCH", PATH, body);
    assertEquals(400, refused.status(), refused::toString);
    assertTrue(refused.text("detail").startsWith(problem), refused::toString);
    assertEquals(before, node.get(PATH).body());
  }

  @Test
  void instancesAreSelectedByTheStateThatCounts() {
    node.put(PATH, CHECKED);
    report(Verdict.FAILING, "no");
    node.put(SERVICE + "/instances/b", "{\"port\": 1}");
    node.put(SERVICE + "/instances/c", "{\"port\": 1}");
    node.send("PATCH", SERVICE + "/instances/c", DRAIN);
    assertEquals("a", only("DOWN"));
    assertEquals("b", only("UP"));
    assertEquals("c", only("DRAINING"));
    JsonObject orders = node.get("/api/v1/services").array("services").getJsonObject(0);
    assertEquals(1, orders.getInteger("healthy"));
  }

  @Test
  void whoLeavesTakesTheOperatorsWordAlongUnlessItIsDeregistered() {
    node.put(PATH, "{\"port\": 1}");
    node.send("PATCH", PATH, DRAIN);
    node.delete(PATH);
    Exchange gone = node.get(PATH);
    assertFalse(gone.json().getJsonObject("departed").containsKey("override"));
    assertEquals(404, node.send("PATCH", PATH, DRAIN).status());
    node.put(PATH, "{\"port\": 1}");
    assertEquals("{\"status\":\"UP\",\"why\":\"none\"}", condition());
  }

  private String only(String status) {
    JsonArray selected = node.get(SERVICE + "?status=" + status).array("instances");
    assertEquals(1, selected.size(), selected::encode);
    return selected.getJsonObject(0).getString("id");
  }

  private String condition() {
    return node.get(PATH).json().getJsonObject("condition").encode();
  }

  private void report(Verdict verdict, String output) {
    Registered held =
        (Registered)
            node.catalog()
                .service(new ServiceName("orders"))
                .flatMap(orders -> orders.entry(new InstanceId("a")))
                .orElseThrow();
    node.registry()
        .report(held.key(), held.registered(), CheckResult.of("tcp:default", verdict, output))
        .toCompletableFuture()
        .join();
  }
}
