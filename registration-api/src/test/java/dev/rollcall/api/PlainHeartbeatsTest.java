package dev.rollcall.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.Unavailable;
import dev.rollcall.registry.instance.InstanceKey;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A heartbeat is answered in the same way, whichever way it takes. */
@Timeout(60)
class PlainHeartbeatsTest {
  private static final String INSTANCE = "/api/v1/services/orders/instances/o-1";
  private static final String PLAIN = "PUT " + INSTANCE + "/heartbeat HTTP/1.1";

  /** The same path, in a form that only the routes decode. */
  private static final String CODED = PLAIN.replace("orders", "%6Frders");

  @ParameterizedTest
  @CsvSource({
    "/api/v1/services/orders/instances/o-1/heartbeat, orders, o-1",
    "/api/v1/services/Orders.Prod/instances/host:A_b~1.c/heartbeat, orders.prod, host:A_b~1.c",
    "/api/v1/services/orders/instances/../heartbeat, orders, ..",
    "/api/v1/services/orders/instances/heartbeat/heartbeat, orders, heartbeat"
  })
  void aPlainPathNamesTheInstance(String path, String service, String id) {
    assertEquals(Optional.of(InstanceKey.of(service, id)), HeartbeatPath.read(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "/api/v1/services/heartbeat",
        "/api/v1/services/orders/heartbeat",
        "/api/v1/services/orders/instances/heartbeat",
        "/api/v1/services/orders/instances//heartbeat",
        "/api/v1/services//instances/o-1/heartbeat",
        "/api/v1/services/orders/instances/a/b/heartbeat",
        "/api/v1/services/a/orders/instances/b/heartbeat",
        "/api/v1/services/orders/instances/o-1/heartbeat/",
        "/api/v1/services/orders/instances/o-1/heartbeat?x=/heartbeat",
        "/api/v1/services/orders/instances/o%2D1/heartbeat",
        "/api/v1/services/orders/instances/o+1/heartbeat",
        "/api/v1/services/orders/instances/o;1/heartbeat",
        "/api/v1/services/or_ders/instances/o-1/heartbeat",
        "/api/v1/services/ns1/instances/o-1/heartbeat",
        "/api/v1/heartbeats",
        "http://x/api/v1/services/orders/instances/o-1/heartbeat"
      })
  void anyOtherPathIsLeftToTheRoutes(String path) {
    assertEquals(Optional.empty(), HeartbeatPath.read(path));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "Host: x, 204",
    "Host: x|Content-Length: 0, 204",
    "Host: x|X: y|Accept: */*, 204",
    "Host: x|Content-Length: 0|Content-Type: text/plain, 204",
    "X: y, 400",
    "Host: x|Host: x, 400",
    "Host: not a host, 400",
    "Host: x|Expect: miracles, 204",
    "Host: x|Content-Type: text/plain, 415",
  })
  void headersAreHeldToTheSameRules(String lines, int status) {
    try (ApiNode node = ApiNode.start();
        RawConnection connection = node.connect()) {
      node.put(INSTANCE, "{\"port\": 1}");
      for (String request : new String[] {PLAIN, CODED}) {
        connection.send(request).send((lines + "|").split("\\|", -1));
        assertEquals(status, connection.answer().status(), request);
      }
    }
  }

  @Test
  void aBodyIsReadAndRefused() {
    try (ApiNode node = ApiNode.start();
        RawConnection connection = node.connect()) {
      node.put(INSTANCE, "{\"port\": 1}");
      connection
          .send(PLAIN, "Host: x", "Content-Type: application/json", "Content-Length: 8", "")
          .sendBytes("{\"a\": 1}".getBytes(ISO_8859_1));
      assertEquals("a", connection.answer().text("field"));
      connection.send(PLAIN, "Host: x", "Transfer-Encoding: chunked", "", "2", "{}", "0", "");
      assertEquals(415, connection.answer().status());
      connection.send(PLAIN, "Host: x", "Transfer-Encoding: chunked", "", "0", "");
      assertEquals(204, connection.answer().status());
      connection.send(PLAIN.replace("1.1", "1.0"), "Host: x", "Connection: keep-alive", "");
      assertEquals(204, connection.answer().status());
    }
  }

  @Test
  void heartbeatsSentAheadAreAnsweredInOrder() {
    try (ApiNode node = ApiNode.start();
        RawConnection connection = node.connect()) {
      node.put(INSTANCE, "{\"port\": 1}");
      connection
          .send(PLAIN, "Host: x", "")
          .send(PLAIN.replace("o-1", "o-2"), "Host: x", "")
          .send(CODED, "Host: x", "")
          .send(PLAIN, "Host: x", "Connection: close", "");

      assertEquals(204, connection.answer().status());
      assertEquals("/problems/not-registered", connection.answer().text("type"));
      assertEquals(204, connection.answer().status());
      assertEquals(204, connection.answer().status());
      assertTrue(connection.isClosedSilently());
      assertEquals(3, node.api().activity().renewals());
      assertEquals(1, node.api().activity().unknownRenewals());
    }
  }

  @Test
  void anAnswerMayComeLater() {
    var registry = new BrokenRegistry(new CompletableFuture<>());
    try (ApiNode node = ApiNode.with(registry);
        RawConnection connection = node.connect()) {
      connection.send(PLAIN, "Host: x", "");
      registry.asked().join();
      registry.outcome().complete(new Unavailable("done"));

      assertEquals("done", connection.answer().text("detail"));
    }
  }

  @Test
  void aFaultIsTold() {
    try (ApiNode node = ApiNode.with(BrokenRegistry.failing());
        RawConnection connection = node.connect()) {
      for (String request : new String[] {PLAIN, CODED}) {
        var answer = connection.send(request, "Host: x", "").answer();
        assertEquals("/problems/internal-error", answer.text("type"));
        assertEquals(500, answer.status());
      }
    }
  }
}
