package dev.rollcall.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.instance.Verdict;
import dev.rollcall.registry.state.CheckResult;
import dev.rollcall.registry.state.Registered;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one node exports, another one imports. */
class TransfersTest {
  private static final String SERVICES = "/api/v1/services/";
  private static final String HEAD = "{\"rollcallExport\": 1, \"serial\": 1893456000, ";
  private static final String INSTANCE =
      """
      "service": "orders", "id": "a", "addresses": ["10.0.0.1"], "port": 80,
       "version": "01b8d59f58000000-1", "registered": "2029-12-31T00:00:00Z",
       "changed": "2029-12-31T00:00:00Z"\
      """;

  private final ApiNode from = ApiNode.start();
  private final ApiNode to = ApiNode.start();

  @AfterEach
  void close() {
    from.close();
    to.close();
  }

  @Test
  void whatIsExportedIsTheSameOnceImported() {
    fill(from);
    Exchange export = export(from);
    assertEquals("{\"taken\":5,\"older\":0}", importTo(to, export).body());

    JsonObject before = export.json();
    JsonObject after = export(to).json();
    assertEquals(before.getJsonArray("instances"), after.getJsonArray("instances"));
    assertEquals(before.getJsonArray("departed"), after.getJsonArray("departed"));
    assertTrue(after.getLong("serial") >= before.getLong("serial"), after::encode);
    assertEquals(
        from.get(SERVICES + "orders/instances/a").body(),
        to.get(SERVICES + "orders/instances/a").body());
    assertEquals(
        from.get(SERVICES + "orders/instances/checked").body(),
        to.get(SERVICES + "orders/instances/checked").body());
    assertEquals(from.get(SERVICES + "gone").body(), to.get(SERVICES + "gone").body());
  }

  @Test
  void whatIsImportedTwiceChangesNothing() {
    fill(from);
    Exchange export = export(from);
    importTo(to, export);
    String once = export(to).body();
    assertEquals("{\"taken\":0,\"older\":5}", importTo(to, export).body());
    assertEquals(once, export(to).body());
  }

  @Test
  void anImportNeverOverwritesWhatIsNewer() {
    fill(from);
    Exchange export = export(from);
    importTo(to, export);
    to.send("PATCH", SERVICES + "orders/instances/a", "{\"weight\": 77}");
    to.delete(SERVICES + "db/instances/x%3Ay");
    String newer = export(to).body();
    assertEquals("{\"taken\":0,\"older\":5}", importTo(to, export).body());
    assertEquals(newer, export(to).body());
  }

  @Test
  void theSerialRisesWithWhatIsImported() {
    fill(from);
    Exchange export = export(from);
    importTo(to, export);
    long once = export(to).json().getLong("serial");
    assertTrue(once >= export.json().getLong("serial"));
    from.put(SERVICES + "orders/instances/more", "{\"port\": 1}");
    importTo(to, export(from));
    assertTrue(export(to).json().getLong("serial") > once);
  }

  @Test
  void anImportThatGoesOnIsNotIdle() {
    Duration idle = Duration.ofSeconds(1);
    var slow = new SlowRegistry(idle.dividedBy(4));
    try (ApiNode node = ApiNode.with(ApiNode.settings().withIdleTimeout(idle), slow)) {
      Exchange imported = node.send("POST", "/api/v1/import", instances(4000)); // 8 portions
      assertEquals("{\"taken\":4000,\"older\":0}", imported.body());
    }
  }

  @Test
  void aLongExportArrivesWhole() {
    for (int i = 0; i < 1000; i++) {
      from.put(SERVICES + "fleet/instances/i" + i, "{\"port\": 1}");
    }
    Exchange export = export(from);
    assertEquals(1000, export.array("instances").size());
    assertEquals(1003, export.body().lines().count());
    assertEquals("{\"taken\":1000,\"older\":0}", importTo(to, export).body());
  }

  @Test
  void headersOfAnExportAreGivenWithoutIt() {
    assertEquals(200, from.send("HEAD", "/api/v1/export").status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ` `                                             | the body is empty
          [1]                                             | the body is to be a JSON object, not an array
          {"rollcallExport": 1, "serial": 0, "instances": [ | the body is not valid JSON at line 1, column 50
          PK                                              | the body is not valid JSON at line 1, column 1
          {}                                              | rollcallExport: it is missing; allowed: what an export has
          {"hits": {"total": 1}}                          | rollcallExport: it is missing; allowed: what an export has
          {"serial": 0, "rollcallExport": 1}              | rollcallExport: it is missing; allowed: what an export has
          {"rollcallExport": 3, "entries": []}            | rollcallExport: '3' is not allowed; allowed: 1 to 2
          {"rollcallExport": "1"}                         | rollcallExport: '"1"' is not allowed; allowed: 1 to 2
          {"rollcallExport": 1, "instances": [], "departed": []} | serial: it is missing; allowed: what an export has
          {"rollcallExport": 1, "serial": 0, "instances": []}    | departed: it is missing; allowed: what an export has
          {"rollcallExport": 1, "serial": 1893542401}     | serial: '1893542401' is not allowed; allowed: 0 to 1893542400
          {"rollcallExport": 1, "serial": 0.5}            | serial: '0.5' is not allowed; allowed: 0 to 1893542400
          {"rollcallExport": 1, "serial": 0, "instances": {}} | instances: 'an object' is not allowed; allowed: an array
          {"rollcallExport": 1, "serial": 0, "instances": [7]} | instances[0]: '7' is not allowed; allowed: an object
          {"rollcallExport": 1, "serial": 0, "keys": []}  | keys: there is no such field; allowed: rollcallExport, serial,
          """)
  void whatIsNoExportIsRefused(String body, String problem) {
    assertRefused(body, problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "id": "a"            | "id": ""             | instances[1].id: '' is not allowed
          "id": "a",           |                      | instances[1].id: it is missing; allowed: a string
          "id": "a"            | "id": "a", "x": 1    | instances[1].x: there is no such field; allowed: service, id
          "addresses": ["10.0.0.1"], |                | instances[1].addresses: it is missing; allowed: addresses or host
          "addresses": ["10.0.0.1"]  | "addresses": ["10.0.0"] | instances[1].addresses[0]: '10.0.0' is not allowed
          "addresses": ["10.0.0.1"]  | "addresses": []| instances[1].addresses: '[]' is not allowed; allowed: 1 to 16 addresses
          "addresses": ["10.0.0.1"]  | "host": "a.service.internal" | instances[1].host: 'a.service.internal' is not allowed; allowed: a host name outside
          "port": 80,          |                      | instances[1].port: it is missing
          "port": 80           | "port": 70000        | instances[1].port: '70000' is not allowed; allowed: 1 to 65535
          "port": 80           | "port": 80, "metadata": {"k": 1} | instances[1].metadata.k: '1' is not allowed
          -1"                  | -0"                  | instances[1].version: '01b8d59f58000000-0' is not allowed
          "version": "01       | "version": "f1       | instances[1].version: 'f1b8d59f58000000-1' is not allowed; allowed: one that began no later than 2030-01-02T00:00:00Z
          "registered": "2029  | "registered": "2031  | instances[1].registered: '2031-12-31T00:00:00Z' is not allowed; allowed: a moment in UTC no later than 2030-01-02T00:00:00Z
          """)
  void anImportWithOneBadEntryIsRefusedWhole(String good, String bad, String problem) {
    String wrong = INSTANCE.replace(good, bad == null ? "" : bad);
    assertRefused(
        HEAD + "\"instances\": [{" + INSTANCE + "}, {" + wrong + "}], \"departed\": []}", problem);
  }

  @Test
  void anExportOfTheFirstFormatIsReadToo() {
    String body = HEAD + "\"instances\": [{" + INSTANCE + "}], \"departed\": []}";
    assertEquals("{\"taken\":1,\"older\":0}", to.send("POST", "/api/v1/import", body).body());
    assertEquals(30, to.get(SERVICES + "orders/instances/a").json().getInteger("drainSeconds"));
  }

  @Test
  void aTombstoneIsCheckedToo() {
    assertRefused(
        HEAD
            + """
            "instances": [], "departed": [{"service": "orders", "id": "b", "reason": "TIRED",
              "version": "01b8d59f58000000-1", "at": "2029-12-31T00:00:00Z"}]}
            """,
        "departed[0].reason: 'TIRED' is not allowed; allowed: DEREGISTERED, EXPIRED, CHECK_FAILED"
            + " or");
  }

  @Test
  void onlyOneImportIsReadAtATime() {
    try (RawConnection slow = to.connect()) {
      slow.send(
          "POST /api/v1/import HTTP/1.1",
          "Host: x",
          "Content-Type: application/json",
          "Content-Length: 100000",
          "",
          "{");
      Exchange busy = to.send("POST", "/api/v1/import", "{}");
      while (busy.status() != 503) {
        busy = to.send("POST", "/api/v1/import", "{}"); // the other one has not arrived yet
      }
      assertEquals("another request of this kind is under way", busy.text("detail"));
    }
    while (to.send("POST", "/api/v1/import", "{}").status() != 400) {
      Thread.onSpinWait(); // until the node knows that the other one is gone
    }
  }

  private void assertRefused(String body, String problem) {
    Exchange refused = to.send("POST", "/api/v1/import", body);
    assertEquals(400, refused.status(), refused::toString);
    assertTrue(refused.text("detail").startsWith(problem), refused::toString);
    assertFalse(refused.text("detail").contains("\n"));
    assertEquals("[]", to.get("/api/v1/services").text("services"));
  }

  /** Of every kind of entry at least one, each property in one of them. */
  private static void fill(ApiNode node) {
    node.put(
        SERVICES + "orders/instances/a",
        """
        {"addresses": ["10.0.0.5", "fd00::5"], "port": 8080,
         "ports": {"grpc": {"port": 9090, "protocol": "udp"}},
         "leaseSeconds": 77, "weight": 3, "priority": 2, "tags": ["canary", "blue"],
         "zone": "eu-1a", "metadata": {"version": "2.3", "b": "ö"}, "status": "DRAINING"}
        """);
    fillWithChecks(node);
    node.put(SERVICES + "orders/instances/b", "{\"ports\": {\"z\": 1, \"a\": 2}}");
    node.put(SERVICES + "db/instances/x%3Ay", "{\"host\": \"db.example.com\", \"port\": 1}");
    node.put(SERVICES + "gone/instances/a", "{\"port\": 1}");
    node.delete(SERVICES + "gone/instances/a");
  }

  private static void fillWithChecks(ApiNode node) {
    String path = SERVICES + "orders/instances/checked";
    Exchange put =
        node.put(
            path,
            """
            {"port": 80, "leaseSeconds": 0, "removeAfterSeconds": 600, "drainSeconds": 7, "checks": [
             {"type": "https", "name": "a", "method": "POST", "path": "/a?b", "statuses": "204",
              "headers": {"X-A": "b"}, "intervalSeconds": 1.5, "timeoutSeconds": 0.25, "rise": 4,
              "fall": 5, "initial": "failing"},
             {"type": "tcp"}, {"type": "grpc", "service": "pkg.S"}]}
            """);
    assertEquals(201, put.status(), put::toString);
    Registered held =
        (Registered)
            node.catalog()
                .service(new ServiceName("orders"))
                .flatMap(orders -> orders.entry(new InstanceId("checked")))
                .orElseThrow();
    node.registry()
        .report(
            held.key(), held.registered(), CheckResult.of("a", Verdict.PASSING, "200\nall well"))
        .toCompletableFuture()
        .join();
    String override = "{\"override\": {\"status\": \"DOWN\", \"reason\": \"disk swap\"}}";
    assertEquals(200, node.send("PATCH", path, override).status());
  }

  private static Exchange export(ApiNode node) {
    return node.get("/api/v1/export");
  }

  private static String instances(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{" + INSTANCE.replace("\"a\"", "\"i" + i + "\"") + "}")
        .collect(Collectors.joining(", ", HEAD + "\"instances\": [", "], \"departed\": []}"));
  }

  private static Exchange importTo(ApiNode node, Exchange export) {
    return node.send("POST", "/api/v1/import", export.body());
  }
}
