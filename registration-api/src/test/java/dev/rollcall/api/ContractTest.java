package dev.rollcall.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.api.json.ProblemKind;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.Metadata;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.live.LiveView;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract is what the server does, no more and no less. */
class ContractTest {
  private static final String PATH = "/api/v1/services/orders/instances/o-1";
  private static final String SMALL = "{\"port\": 8080}";
  private static final String TOO_LARGE = " ".repeat(64 * 1024) + SMALL;
  private static final String EXPORT =
      """
      {"rollcallExport": 1, "serial": 0, "instances": [], "departed": [{"service": "orders",
       "id": "gone", "reason": "EXPIRED", "version": "01b8d59f58000000-2",
       "at": "2029-12-31T00:00:00Z"}]}
      """;
  private static final String LABEL_OF_62 =
      "a2345678901234567890123456789012345678901234567890123456789012";
  private static final Map<String, String> PLAIN_TEXT = Map.of("Content-Type", "text/plain");

  private final TreeSet<String> given = new TreeSet<>();

  @Test
  void itNamesTheOperationsThatThereAre() {
    var operations = new TreeMap<String, String>();
    for (Operation operation : Operation.values()) {
      operations.put(operation.method() + " " + operation.path(), operation.id());
    }

    assertEquals(operations, ApiNode.CONTRACT.operations());
  }

  @Test
  void itNamesTheProblemsThatThereAre() {
    assertEquals(
        Stream.of(ProblemKind.values()).map(ProblemKind::type).collect(Collectors.toSet()),
        ApiNode.CONTRACT.problemTypes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders",
        "Orders.PROD",
        "a.b.c.d.e.f.g.h",
        "a.b.c.d.e.f.g.h.i",
        "ns1",
        "NS22",
        "ns",
        "ns1.a",
        "ns1x",
        "a..b",
        ".a",
        "a.",
        "-a",
        "a-",
        "a.-b",
        "a_b",
        "",
        "9",
        LABEL_OF_62,
        LABEL_OF_62 + "a",
        LABEL_OF_62 + "aa",
        "a." + LABEL_OF_62 + "a",
        "a." + LABEL_OF_62 + "." + LABEL_OF_62
      })
  void itAllowsTheServiceNamesThatTheServerTakes(String name) {
    assertEquals(
        isTaken(() -> new ServiceName(name)), ApiNode.CONTRACT.allows("ServiceName", name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http",
        "GRPC",
        "a",
        "9p",
        "x-1-y",
        "abcdefghijklmno",
        "abcdefghijklmnop",
        "",
        "8080",
        "1-2",
        "-a",
        "a-",
        "a--b",
        "a_b",
        "a.b",
        "é"
      })
  void itAllowsThePortNamesThatTheServerTakes(String name) {
    assertEquals(
        isTaken(() -> new Port(name, 1, Port.Protocol.TCP)),
        ApiNode.CONTRACT.allows("PortName", name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", " ", "~", "<>", "a=b", "=", "", "é", "a\tb"})
  void itAllowsTheMetadataKeysThatTheServerTakes(String key) {
    assertEquals(
        isTaken(() -> new Metadata(Map.of(key, ""))),
        ApiNode.CONTRACT.allows("Metadata", new JsonObject().put(key, "")));
  }

  @Test
  void everyAnswerThatItPromisesIsGiven() {
    try (ApiNode node = ApiNode.with(ApiNode.settings().withImportLimit(TOO_LARGE.length() - 1))) {
      askAWorkingNode(node);
      node.api().drain();
      give("readyz", node.get("/readyz"));
    }
    try (ApiNode node = ApiNode.with(BrokenRegistry.unavailable())) {
      changeSomething(node);
    }
    try (ApiNode node = ApiNode.with(BrokenRegistry.failing())) {
      changeSomething(node);
    }
    try (LiveView loading = new LiveView();
        ApiNode node = ApiNode.with(loading)) {
      give("services", node.get("/api/v1/services"));
      give("service", node.get("/api/v1/services/orders"));
      give("instance", node.get(PATH));
      give("export", node.get("/api/v1/export"));
      give("watch", node.get("/api/v1/watch"));
    }
    try (ApiNode node = ApiNode.with(ContractTest::noMetrics)) {
      give("metrics", node.get("/metrics"));
    }

    assertEquals(ApiNode.CONTRACT.answers(), given);
  }

  private void askAWorkingNode(ApiNode node) {
    give("services", node.get("/api/v1/services?status=GONE"));
    give("services", node.get("/api/v1/services"));
    give("service", node.get("/api/v1/services/or_ders"));
    give("service", node.get("/api/v1/services/orders"));
    give("instance", node.get(PATH + "%00"));
    give("instance", node.get(PATH));
    give("amend", node.send("PATCH", PATH, "{\"weight\": 2}"));
    give("heartbeat", node.send("PUT", PATH + "/heartbeat"));
    give("register", node.put(PATH, SMALL));
    give("register", node.put(PATH, SMALL));
    give("amend", node.send("PATCH", PATH, "{\"weight\": 2}"));
    give("instance", node.get(PATH));
    give("service", node.get("/api/v1/services/orders"));
    give("heartbeat", node.send("PUT", PATH + "/heartbeat"));
    give("heartbeats", node.send("POST", "/api/v1/heartbeats", "{\"instances\": []}"));
    give("deregister", node.delete(PATH + "%00"));
    give("deregister", node.delete(PATH));
    give("watch", node.get("/api/v1/watch?since="));
    give("watch", node.get("/api/v1/watch?since=1"));
    give("cluster", node.get("/api/v1/cluster"));
    give("export", node.get("/api/v1/export"));
    give("import", node.send("POST", "/api/v1/import", EXPORT));
    give("livez", node.get("/livez"));
    give("readyz", node.get("/readyz"));
    give("metrics", node.get("/metrics"));
    give("openapi", node.get("/openapi.yaml"));
    refuseBodies(node, "register", "PUT", PATH);
    refuseBodies(node, "amend", "PATCH", PATH);
    refuseBodies(node, "heartbeat", "PUT", PATH + "/heartbeat");
    refuseBodies(node, "heartbeats", "POST", "/api/v1/heartbeats");
    refuseBodies(node, "import", "POST", "/api/v1/import");
  }

  private void refuseBodies(ApiNode node, String operation, String method, String path) {
    give(operation, node.send(method, path, "{"));
    give(operation, node.send(method, path, TOO_LARGE));
    give(operation, node.send(method, path, SMALL, PLAIN_TEXT));
  }

  private void changeSomething(ApiNode node) {
    give("register", node.put(PATH, SMALL));
    give("amend", node.send("PATCH", PATH, "{\"weight\": 2}"));
    give("heartbeat", node.send("PUT", PATH + "/heartbeat"));
    give("heartbeats", node.send("POST", "/api/v1/heartbeats", "{\"instances\": []}"));
    give("deregister", node.delete(PATH));
    give("import", node.send("POST", "/api/v1/import", EXPORT));
  }

  private static boolean isTaken(Runnable construction) {
    try {
      construction.run();
      return true;
    } catch (InvalidValueException e) {
      return false;
    }
  }

  private void give(String operation, Exchange answer) {
    given.add(operation + " " + answer.status());
  }

  private static String noMetrics() {
    throw new IllegalStateException("secret of the metrics");
  }
}
