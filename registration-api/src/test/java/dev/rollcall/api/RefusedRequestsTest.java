package dev.rollcall.api;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing here may change the registry, which all of these tests share. */
class RefusedRequestsTest {
  private static final ApiNode NODE = ApiNode.start();
  private static final String PATH = "/api/v1/services/orders/instances/o-1";
  private static final String SMALL = "{\"port\": 8080}";

  @AfterAll
  static void close() {
    NODE.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"port": 0}                                            | port                | 0            | 1 to 65535
          {"port": 65536}                                        | port                | 65536        | 1 to 65535
          {"port": -1}                                           | port                | -1           | 1 to 65535
          {"port": 8080.5}                                       | port                | 8080.5       | 1 to 65535
          {"port": 8080.0}                                       | port                | 8080.0       | 1 to 65535
          {"port": 1e999999999}                                  | port                | 1E+999999999 | 1 to 65535
          {"port": 99999999999}                                  | port                | 99999999999  | 1 to 65535
          {"port": 1e2}                                          | port                | 1E+2         | 1 to 65535
          {"port": 123456789012345678901234567890}               | port                | 123456789012345678901234567890 | 1 to 65535
          {"port": "8080"}                                       | port                | "8080"       | 1 to 65535
          {"port": true}                                         | port                | true         | 1 to 65535
          {"port": null}                                         | port                | null         | 1 to 65535
          {"port": [8080]}                                       | port                | an array     | 1 to 65535
          {"ports": 8080}                                        | ports               | 8080         | an object
          {"ports": {"grpc": 0}}                                 | ports.grpc          | 0            | 1 to 65535
          {"ports": {"grpc": {"port": 65536}}}                   | ports.grpc.port     | 65536        | 1 to 65535
          {"ports": {"grpc": {"port": "1"}}}                     | ports.grpc.port     | "1"          | 1 to 65535
          {"ports": {"grpc": {"port": 1, "protocol": "sctp"}}}   | ports.grpc.protocol | sctp         | tcp or udp
          {"ports": {"grpc": {"port": 1, "protocol": 6}}}        | ports.grpc.protocol | 6            | a string
          {"ports": {"grpc": null}}                              | ports.grpc          | null         | 1 to 65535
          {"ports": {"a b": 1}}                                  | ports.a b           | a b          | 1 to 15 letters, digits and single inner hyphens, with a letter
          {"ports": {"a b": {"port": 1}}}                        | ports.a b           | a b          | 1 to 15 letters, digits and single inner hyphens, with a letter
          {"port": 1, "ports": {"Default": 2}}                   | ports               | [default, default] | distinct port names
          {"port": 1, "addresses": "10.0.0.1"}                   | addresses           | "10.0.0.1"   | an array
          {"port": 1, "addresses": []}                           | addresses           | []           | 1 to 16 addresses
          {"port": 1, "addresses": [10]}                         | addresses[0]        | 10           | a string
          {"port": 1, "addresses": ["10.0.0.1", "10.0.0.256"]}   | addresses[1]        | 10.0.0.256   | an IPv4 or IPv6 unicast address without a scope, such as 10.0.0.5 or fd00::5
          {"port": 1, "addresses": ["0.0.0.0"]}                  | addresses[0]        | 0.0.0.0      | an IPv4 or IPv6 unicast address without a scope, such as 10.0.0.5 or fd00::5
          {"port": 1, "addresses": ["fe80::1%1"]}                | addresses[0]        | fe80::1%1    | an IPv4 or IPv6 unicast address without a scope, such as 10.0.0.5 or fd00::5
          {"port": 1, "addresses": ["db.example.com"]}           | addresses[0]        | db.example.com | an IPv4 or IPv6 unicast address without a scope, such as 10.0.0.5 or fd00::5
          {"port": 1, "host": "-"}                               | host                | -            | a host name of up to 253 characters, such as db.example.com
          {"port": 1, "host": "service.internal"}                | host                | service.internal | a host name outside the zone service.internal
          {"port": 1, "host": "b.orders.Service.Internal."}      | host                | b.orders.Service.Internal. | a host name outside the zone service.internal
          {"port": 1, "host": 5}                                 | host                | 5            | a string
          {"port": 1, "leaseSeconds": 0}                         | leaseSeconds        | 0            | 1 to 86400, or 0 with at least one check
          {"port": 1, "leaseSeconds": 86401}                     | leaseSeconds        | 86401        | 0 to 86400
          {"port": 1, "leaseSeconds": 1.5}                       | leaseSeconds        | 1.5          | 0 to 86400
          {"port": 1, "weight": "1"}                             | weight              | "1"          | 0 to 65535
          {"port": 1, "weight": 2.5}                             | weight              | 2.5          | 0 to 65535
          {"port": 1, "priority": null}                          | priority            | null         | 0 to 65535
          {"port": 1, "weight": 65536}                           | weight              | 65536        | 0 to 65535
          {"port": 1, "weight": -1}                              | weight              | -1           | 0 to 65535
          {"port": 1, "priority": 65536}                         | priority            | 65536        | 0 to 65535
          {"port": 1, "tags": "canary"}                          | tags                | "canary"     | an array
          {"port": 1, "tags": ["a", "b c"]}                      | tags[1]             | b c          | one DNS label: 1 to 63 letters, digits or inner hyphens
          {"port": 1, "tags": [["a"]]}                           | tags[0]             | an array     | a string
          {"port": 1, "zone": "eu_1"}                            | zone                | eu_1         | one DNS label: 1 to 63 letters, digits or inner hyphens
          {"port": 1, "zone": null}                              | zone                | null         | a string
          {"port": 1, "metadata": []}                            | metadata            | an array     | an object
          {"port": 1, "metadata": {"version": 2.3}}              | metadata.version    | 2.3          | a string
          {"port": 1, "metadata": {"a=b": "c"}}                  | metadata            | a=b          | keys of printable ASCII characters other than '='
          {"port": 1, "status": "GONE"}                          | status              | GONE         | UP, DRAINING or DOWN
          {"port": 1, "status": {"of": "UP"}}                    | status              | an object    | a string
          """)
  void aValueIsRefusedByName(String body, String field, String value, String allowed) {
    refused(PATH, body, field, value, allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"port": 1, "leaseSecs": 5}         | leaseSecs       | 5    | addresses, host, port, ports, priority, weight, tags, zone, metadata, leaseSeconds, status, checks, removeAfterSeconds, drainSeconds
          {"ports": {"grpc": {"prt": 1}}}     | ports.grpc.prt  | 1    | port, protocol
          {"port": 1, "Zone": "eu"}           | Zone            | "eu" | addresses, host, port, ports, priority, weight, tags, zone, metadata, leaseSeconds, status, checks, removeAfterSeconds, drainSeconds
          {"ports": {"grpc": {}}}             | ports.grpc.port | null | 1 to 65535
          {"ports": {}}                       | port            | null | a number in port, or named ports in ports
          {}                                  | port            | null | a number in port, or named ports in ports
          {"port": 1, "host": "a.b", "addresses": ["::1"]} | host | null | either host or addresses
          """)
  void aFieldIsRefusedByName(String body, String field, String value, String allowed) {
    refused(PATH, body, field, value, allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                 | instances             | null | an array of service and id
          {"instances": {}}                                  | instances             | an object | an array
          {"instances": ["orders"]}                          | instances[0]          | "orders" | an object
          {"instances": [{"service": "orders"}]}             | instances[0].id       | null | a string
          {"instances": [{"service": "orders", "id": 1}]}    | instances[0].id       | 1 | a string
          {"instances": [{"service": "orders", "id": "\\u0007"}]} | instances[0].id  | ? | 1 to 253 printable characters, no space at either end
          {"instances": [{"service": "s", "id": "i", "x": 1}]} | instances[0].x      | 1 | service, id
          {"instances": [], "also": 1}                       | also                  | 1 | instances
          """)
  void heartbeatsAreRefusedByName(String body, String field, String value, String allowed) {
    var answer = NODE.send("POST", "/api/v1/heartbeats", body);

    checkRefused(answer, field, value, allowed);
  }

  @Test
  void moreThanAThousandHeartbeatsAreRefused() {
    String instances =
        IntStream.rangeClosed(0, 1000)
            .mapToObj(i -> "{\"service\":\"s\",\"id\":\"" + i + "\"}")
            .collect(Collectors.joining(","));
    var answer = NODE.send("POST", "/api/v1/heartbeats", "{\"instances\":[" + instances + "]}");

    checkRefused(answer, "instances", "1001 instances", "up to 1000 instances");
  }

  @Test
  void anAmendmentIsRefusedByName() {
    String parts = "one or more of status, weight, metadata, or override";

    checkRefused(NODE.send("PATCH", PATH, "{}"), "body", "an empty object", parts);
    checkRefused(NODE.send("PATCH", PATH, "{\"weight\": -1}"), "weight", "-1", "0 to 65535");
    checkRefused(
        NODE.send("PATCH", PATH, "{\"port\": 1}"),
        "port",
        "1",
        "status, weight, metadata, override");
  }

  @Test
  void aHeartbeatHasNoFields() {
    checkRefused(NODE.put(PATH + "/heartbeat", "{\"ttl\": 5}"), "ttl", "5", "no fields");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%20",
        "or_ders",
        "ns1",
        "a..b",
        "-a",
        "a.b.c.d.e.f.g.h.i",
        "%C3%BC",
        "orders%2Fprod"
      })
  void aServiceNameIsRefused(String name) {
    String path = "/api/v1/services/" + name;

    assertEquals("service", NODE.put(path + "/instances/o-1", SMALL).text("field"));
    assertEquals("service", NODE.get(path).text("field"));
    nothingIsStored();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%20a", "a%00", "a%0A", "%E2%80%AE", "%C2%AD"})
  void anInstanceIdIsRefused(String id) {
    var answer = NODE.put("/api/v1/services/orders/instances/" + id, SMALL);

    assertEquals(400, answer.status());
    assertEquals("id", answer.text("field"));
    nothingIsStored();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"port\": 8080",
        "{\"port\": 8080,}",
        "{\"port\": 08080}",
        "{port: 8080}",
        "{'port': 8080}",
        "{\"port\": 8080} {}",
        "{\"port\": 8080}]",
        "{\"port\": NaN}",
        "// no\n{\"port\": 8080}",
        "{\"port\": 8080, \"port\": 8081}",
        "{\"ports\": {\"a\": 1, \"a\": 2}}",
        "{\"port\": 1, \"zone\": \"\\ud800\"}",
        "{\"port\": 1, \"zone\": \"\t\"}",
        "[]",
        "[{\"port\": 8080}]",
        "8080",
        "\"port\"",
        "null",
        " ",
      })
  void malformedJsonIsRefused(String body) {
    var answer = NODE.put(PATH, body);

    assertEquals(400, answer.status());
    assertEquals("/problems/malformed-request", answer.text("type"));
    nothingIsStored();
  }

  @Test
  void malformedJsonIsLocated() {
    assertEquals("the body is not valid JSON at line 2, column 3", detail("{\n  port: 8080}"));
    assertEquals(
        "'port' stands twice in an object at line 1, column 15",
        detail("{\"port\": 8080, \"port\": 8081}").replace("column 16", "column 15"));
  }

  @Test
  void whatIsNoIntegerIsToldSo() {
    assertEquals("port: \"80\" is no integer; allowed: 1 to 65535", detail("{\"port\": \"80\"}"));
    assertEquals("port: '0' is not allowed; allowed: 1 to 65535", detail("{\"port\": 0}"));
  }

  @Test
  void deepNestingDoesNoHarm() {
    var answer = NODE.put(PATH, "[".repeat(60_000));

    assertEquals(400, answer.status());
    assertEquals("/problems/malformed-request", answer.text("type"));
    assertEquals(400, NODE.put(PATH, "{\"port\":".repeat(8_000)).status());
  }

  @Test
  void whatIsShownIsShort() {
    String name = "x".repeat(60_000);
    var field = NODE.put(PATH, "{\"" + name + "\": 1, \"port\": 1}");
    var key = NODE.put(PATH, "{\"port\": 1, \"metadata\": {\"" + name + "\": \"\"}}");
    var value = NODE.put(PATH, "{\"port\": 1, \"zone\": \"" + name + "\"}");

    for (Exchange answer : new Exchange[] {field, key, value}) {
      assertEquals(400, answer.status());
      assertTrue(answer.body().length() < 1000, answer::body);
    }
    nothingIsStored();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "application/json; charset=iso-8859-1",
        "application/jsonp",
        "application/xml",
        ""
      })
  void anotherMediaTypeIsRefused(String type) {
    for (String method : new String[] {"PUT", "PATCH"}) {
      var headers = type.isEmpty() ? Map.<String, String>of() : Map.of("Content-Type", type);
      var answer = NODE.send(method, PATH, SMALL, headers);

      assertEquals(415, answer.status());
      assertEquals("/problems/unsupported-media-type", answer.text("type"));
      assertEquals("Content-Type", answer.text("field"));
      assertEquals(type.isEmpty() ? "null" : type, answer.text("value"));
      assertTrue(answer.text("allowed").startsWith("application/json"));
      assertTrue(answer.text("detail").startsWith("Content-Type: "));
    }
    nothingIsStored();
  }

  @Test
  void aCodedBodyIsRefused() {
    var headers = Map.of("Content-Type", "application/json", "Content-Encoding", "gzip");
    var answer = NODE.send("PUT", PATH, SMALL, headers);

    assertEquals(415, answer.status());
    assertEquals("Content-Encoding", answer.text("field"));
    assertEquals("gzip", answer.text("value"));
    assertEquals("identity", answer.text("allowed"));
    nothingIsStored();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json;charset=UTF-8",
        "Application/JSON; charset=\"utf-8\"",
        "application/json; profile=x"
      })
  void parametersOfJsonAreTaken(String type) {
    var headers = Map.of("Content-Type", type);

    assertEquals(400, NODE.send("PUT", PATH, "{}", headers).status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST    | /api/v1/services/orders/instances/o-1           | DELETE, GET, HEAD, PATCH, PUT
          OPTIONS | /api/v1/services/orders/instances/o-1           | DELETE, GET, HEAD, PATCH, PUT
          GET     | /api/v1/services/orders/instances/o-1/heartbeat | PUT
          POST    | /api/v1/services/orders/instances/o-1/heartbeat | PUT
          PUT     | /api/v1/heartbeats                              | POST
          POST    | /api/v1/services                                | GET, HEAD
          DELETE  | /api/v1/services/orders                         | GET, HEAD
          PUT     | /api/v1/cluster                                 | GET, HEAD
          DELETE  | /livez                                          | GET, HEAD
          BREW    | /readyz                                         | GET, HEAD
          """)
  void anotherMethodIsRefused(String method, String path, String allowed) {
    var answer = NODE.send(method, path, SMALL);

    assertEquals(405, answer.status());
    assertEquals(allowed, answer.header("allow"));
    assertEquals(allowed, answer.text("allowed"));
    assertEquals(method, answer.text("value"));
    nothingIsStored();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api",
        "/api/v2/services",
        "/api/v1/services/orders/instances",
        "/api/v1/services/orders/instances/o-1/",
        "/api/v1//services",
        "/api/v1/services/",
        "/api/v1/services//instances/o-1",
        "/api/v1/services/orders/instances/",
        "/API/v1/services",
        "/livez/",
        "/api/v1/services/orders/instances/a/b"
      })
  void anotherPathIsNotFound(String path) {
    var answer = NODE.put(path, SMALL);

    assertEquals(404, answer.status());
    assertEquals("/problems/no-such-path", answer.text("type"));
    nothingIsStored();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ?status=GONE         | status | GONE   | UP, DRAINING or DOWN
          ?tag=a&tag=b_c       | tag    | b_c    | one DNS label: 1 to 63 letters, digits or inner hyphens
          ?zone=a&zone=b       | zone   | a, b   | one value
          ?zone                | zone   | ''     | one DNS label: 1 to 63 letters, digits or inner hyphens
          ?a=b&a=c             | a      | b, c   | status, tag, zone
          ?stauts=UP           | stauts | UP     | status, tag, zone
          """)
  void aQueryIsRefusedByName(String query, String field, String value, String allowed) {
    checkRefused(NODE.get("/api/v1/services" + query), field, value, allowed);
    checkRefused(NODE.get("/api/v1/services/orders" + query), field, value, allowed);
  }

  @Test
  void noProblemShowsHowRollcallIsMade() {
    for (String body : new String[] {"{", "[[", "{\"port\": {}}", "{\"port\": 0}", "\"\\ud800\""}) {
      String text = NODE.put(PATH, body).body();
      assertFalse(text.contains("Exception") || text.contains("jackson"), text);
    }
  }

  private static void refused(
      String path, String body, String field, String value, String allowed) {
    checkRefused(NODE.put(path, body), field, value, allowed);
  }

  private static void checkRefused(Exchange answer, String field, String value, String allowed) {
    JsonObject problem = answer.json();
    assertAll(
        () -> assertEquals(400, answer.status()),
        () -> assertEquals(400, problem.getInteger("status")),
        () -> assertEquals("/problems/invalid-value", problem.getString("type")),
        () -> assertEquals(field, problem.getString("field")),
        () -> assertEquals(value, String.valueOf(problem.getValue("value"))),
        () -> assertEquals(allowed, problem.getString("allowed")),
        () -> assertTrue(problem.getString("detail").startsWith(field + ": ")),
        () -> assertTrue(problem.getString("detail").endsWith("allowed: " + allowed)));
    nothingIsStored();
  }

  private static void nothingIsStored() {
    assertTrue(NODE.catalog().services().isEmpty());
  }

  private static String detail(String body) {
    return NODE.put(PATH, body).text("detail");
  }
}
