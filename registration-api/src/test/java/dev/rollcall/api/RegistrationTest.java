package dev.rollcall.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistrationTest {
  private static final String PATH = "/api/v1/services/orders/instances/o-1";
  private static final String SMALL = "{\"port\": 8080}";

  private final ApiNode node = ApiNode.start();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void everyFieldComesBack() {
    var body =
        """
        { "addresses": ["10.0.0.5", "FD00::5"], "port": 8080,
          "ports": {"grpc": {"port": 9090, "protocol": "tcp"}, "stats": {"port": 9125,
          "protocol": "udp"}, "admin": 9091},
          "leaseSeconds": 20, "weight": 7, "priority": 3, "tags": ["canary", "Blue"],
          "zone": "eu-1a", "metadata": {"version": "2.3", "note": "größer"}, "status": "DRAINING" }
        """;
    var answer = node.put(PATH, body);

    assertEquals(201, answer.status());
    assertEquals(PATH, answer.header("location"));
    JsonObject instance = answer.json();
    assertEquals("orders", instance.getString("service"));
    assertEquals("o-1", instance.getString("id"));
    assertEquals(new JsonArray(List.of("10.0.0.5", "fd00::5")), instance.getValue("addresses"));
    assertEquals(
        new JsonObject(
            """
            {"default": {"port": 8080, "protocol": "tcp"},
             "grpc": {"port": 9090, "protocol": "tcp"},
             "stats": {"port": 9125, "protocol": "udp"},
             "admin": {"port": 9091, "protocol": "tcp"}}
            """),
        instance.getJsonObject("ports"));
    assertEquals(20, instance.getInteger("leaseSeconds"));
    assertEquals(7, instance.getInteger("weight"));
    assertEquals(3, instance.getInteger("priority"));
    assertEquals(new JsonArray(List.of("blue", "canary")), instance.getValue("tags"));
    assertEquals("eu-1a", instance.getString("zone"));
    assertEquals(
        new JsonObject().put("note", "größer").put("version", "2.3"),
        instance.getValue("metadata"));
    assertEquals("DRAINING", instance.getString("status"));
    assertFalse(instance.getBoolean("healthy"));
    assertEquals("2030-01-01T00:00:00Z", instance.getString("registered"));
    assertEquals(answer.body(), node.get(PATH).body());
  }

  @Test
  void whatIsLeftOutHasDefaults() {
    JsonObject instance = node.put(PATH, SMALL).json();

    assertEquals(30, instance.getInteger("leaseSeconds"));
    assertEquals(1, instance.getInteger("weight"));
    assertEquals(0, instance.getInteger("priority"));
    assertEquals("UP", instance.getString("status"));
    assertEquals(new JsonArray(), instance.getJsonArray("tags"));
    assertEquals(new JsonObject(), instance.getJsonObject("metadata"));
    assertFalse(instance.containsKey("zone"));
    assertFalse(instance.containsKey("host"));
  }

  @Test
  void withoutAddressesTheSocketTellsThem() {
    var forged = Map.of("Content-Type", "application/json", "X-Forwarded-For", "10.9.9.9");
    var answer = node.send("PUT", PATH, SMALL, forged);

    assertEquals(new JsonArray(List.of("127.0.0.1")), answer.array("addresses"));
  }

  @Test
  void anExternalHostStandsInPlaceOfAddresses() {
    var answer = node.put(PATH, "{\"host\": \"DB.example.com.\", \"port\": 5432}");

    assertEquals(201, answer.status());
    assertEquals("db.example.com", answer.text("host"));
    assertFalse(answer.json().containsKey("addresses"));
  }

  @Test
  void aHostThatOnlyLooksLikeTheZoneIsExternal() {
    for (String host : List.of("myservice.internal", "service.internal.example.com", "internal")) {
      node.delete(PATH);
      assertEquals(201, node.put(PATH, "{\"host\": \"" + host + "\", \"port\": 1}").status());
    }
  }

  @Test
  void caseDoesNotMatter() {
    var body =
        "{\"ports\": {\"DNS\": {\"port\": 53, \"protocol\": \"UDP\"}}, \"status\": \"down\"}";
    try (RawConnection connection = node.connect()) {
      connection.send("PUT " + PATH + " HTTP/1.1", "Host: x", "Content-Type: application/json");
      connection.send("Content-Length: " + body.length(), "").sendBytes(body.getBytes(UTF_8));
      assertEquals(201, connection.answer().status());
    }

    JsonObject instance = node.get(PATH).json();
    assertEquals("DOWN", instance.getString("status"));
    assertEquals(
        "{\"dns\":{\"port\":53,\"protocol\":\"udp\"}}", instance.getJsonObject("ports").encode());
    assertEquals(1, node.get("/api/v1/services?status=down").array("services").size());
  }

  @Test
  void theDefaultPortComesFirst() {
    var answer = node.put(PATH, "{\"ports\": {\"grpc\": 9090, \"default\": 8080}}");

    assertEquals(
        List.of("default", "grpc"), List.copyOf(answer.json().getJsonObject("ports").fieldNames()));
  }

  @Test
  void aSecondRegistrationReplacesTheFirst() {
    var first = node.put(PATH, SMALL);
    var second = node.put(PATH, "{\"port\": 8081}");

    assertEquals(200, second.status());
    assertEquals(PATH, second.header("location"));
    assertTrue(second.text("version").compareTo(first.text("version")) > 0);
    assertEquals(second.body(), node.get(PATH).body());
  }

  @Test
  void idsAndNamesAreDecoded() {
    String path = "/api/v1/services/Orders.PROD/instances/host:a%2Fb%20%C3%BC%3f";
    var answer = node.put(path, SMALL);

    assertEquals("orders.prod", answer.text("service"));
    assertEquals("host:a/b ü?", answer.text("id"));
    assertEquals(
        "/api/v1/services/orders.prod/instances/host:a%2Fb%20%C3%BC%3F", answer.header("location"));
    assertEquals(200, node.get(answer.header("location")).status());
    assertEquals(204, node.send("PUT", path + "/heartbeat").status());
    assertEquals(204, node.delete(path).status());
  }

  @Test
  void dotsAreNoWayUp() {
    try (RawConnection connection = node.connect()) {
      String path = "/api/v1/services/orders/instances/..";
      connection.send("PUT " + path + " HTTP/1.1", "Host: x", "Content-Type: application/json");
      connection.send("Content-Length: 14", "").sendBytes(SMALL.getBytes(UTF_8));

      assertEquals("..", connection.answer().text("id"));
    }
  }

  @Test
  void whatWasDeregisteredIsGoneAndLeavesATrace() {
    node.put(PATH, SMALL);

    assertEquals(204, node.delete(PATH).status());
    assertEquals(204, node.delete(PATH).status());
    var gone = node.get(PATH);
    assertEquals(404, gone.status());
    assertEquals("/problems/not-registered", gone.text("type"));
    assertEquals("DEREGISTERED", gone.json().getJsonObject("departed").getString("reason"));
    var service = node.get("/api/v1/services/orders");
    assertEquals(new JsonArray(), service.array("instances"));
    assertEquals("o-1", service.array("departed").getJsonObject(0).getString("id"));
  }

  @Test
  void deletingWhatNeverWasIsNoError() {
    assertEquals(204, node.delete(PATH).status());
    assertTrue(node.catalog().services().isEmpty());
  }

  @Test
  void aChangeLeavesTheRestAsItWas() {
    node.put(PATH, "{\"port\": 8080, \"tags\": [\"a\"], \"metadata\": {\"k\": \"v\"}}");

    var status = node.send("PATCH", PATH, "{\"status\": \"DRAINING\"}");
    assertEquals(200, status.status());
    assertEquals("DRAINING", status.text("status"));
    var weight = node.send("PATCH", PATH, "{\"weight\": 5, \"metadata\": {}}");
    assertEquals("DRAINING", weight.text("status"));
    assertEquals(5, weight.json().getInteger("weight"));
    assertEquals(new JsonObject(), weight.json().getJsonObject("metadata"));
    assertEquals(new JsonArray(List.of("a")), weight.array("tags"));
    assertEquals(weight.body(), node.get(PATH).body());
  }

  @Test
  void whatIsNotRegisteredCannotBeChanged() {
    var answer = node.send("PATCH", PATH, "{\"weight\": 5}");

    assertEquals(404, answer.status());
    assertEquals("/problems/not-registered", answer.text("type"));
    assertTrue(node.catalog().services().isEmpty());
  }

  @Test
  void aHeartbeatNeedsNoBody() {
    node.put(PATH, SMALL);

    assertEquals(204, node.send("PUT", PATH + "/heartbeat").status());
    assertEquals(204, node.put(PATH + "/heartbeat", "{}").status());
    for (String form : List.of("application/x-www-form-urlencoded", "multipart/form-data")) {
      var headers = Map.of("Content-Type", form);
      assertEquals(204, node.send("PUT", PATH + "/heartbeat", "", headers).status());
      assertEquals(415, node.send("PUT", PATH + "/heartbeat", "{}", headers).status());
    }
  }

  @Test
  void aHeartbeatOfTheUnknownSaysRegister() {
    var answer = node.send("PUT", PATH + "/heartbeat");

    assertEquals(404, answer.status());
    assertEquals("/problems/not-registered", answer.text("type"));
  }

  @Test
  void heartbeatsNameTheUnknown() {
    node.put(PATH, SMALL);
    var answer =
        node.send(
            "POST",
            "/api/v1/heartbeats",
            """
            {"instances": [{"service": "ORDERS", "id": "o-1"}, {"service": "orders", "id": "o-2"},
                           {"service": "bills", "id": "o-1"}]}
            """);

    assertEquals(200, answer.status());
    assertEquals(
        new JsonArray(
            """
            [{"service": "orders", "id": "o-2"}, {"service": "bills", "id": "o-1"}]
            """),
        answer.array("unknown"));
    assertEquals(1, node.api().activity().renewals());
    assertEquals(2, node.api().activity().unknownRenewals());
  }

  @Test
  void aThousandHeartbeatsFitOneRequest() {
    var instances = new JsonArray();
    IntStream.range(0, 1000)
        .forEach(
            i -> instances.add(new JsonObject().put("service", "s").put("id", "instance-" + i)));
    var answer =
        node.send(
            "POST", "/api/v1/heartbeats", new JsonObject().put("instances", instances).encode());

    assertEquals(200, answer.status());
    assertEquals(instances, answer.array("unknown"));
  }

  @Test
  void concurrentRegistrationsAreAllKept() {
    var sent =
        IntStream.range(0, 200)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> node.put("/api/v1/services/orders/instances/i" + i, SMALL)))
            .toList();

    sent.forEach(answer -> assertEquals(201, answer.join().status()));
    assertEquals(200, node.get("/api/v1/services/orders").array("instances").size());
  }

  @Test
  void ofConcurrentRegistrationsOfOneInstanceOneIsTheFirst() {
    var sent =
        IntStream.range(0, 50)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> node.put(PATH, SMALL)))
            .toList();

    assertEquals(1, sent.stream().filter(answer -> answer.join().status() == 201).count());
  }
}
