package dev.rollcall.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.Unavailable;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ConnectionTest {
  private static final String PUT = "PUT /api/v1/services/orders/instances/o-1 HTTP/1.1";
  private static final String JSON = "Content-Type: application/json";
  private static final Duration SHORT = Duration.ofMillis(400);

  @Test
  void aConnectionServesOneRequestAfterTheOther() {
    try (ApiNode node = ApiNode.start();
        RawConnection connection = node.connect()) {
      assertEquals(200, connection.send("GET /livez HTTP/1.1", "Host: x", "").answer().status());
      var refused =
          connection
              .send("POST /nowhere HTTP/1.1", "Host: x", "Content-Length: 5", "")
              .sendBytes("hello".getBytes(ISO_8859_1))
              .answer();
      assertEquals(404, refused.status());
      connection.send(PUT, "Host: x", JSON, "Content-Length: 13", "");
      assertEquals(
          201, connection.sendBytes("{\"port\":8080}".getBytes(ISO_8859_1)).answer().status());
      assertEquals(200, connection.send("GET /readyz HTTP/1.1", "Host: x", "").answer().status());
    }
  }

  @Test
  void requestsSentAheadAreAnsweredInOrder() {
    try (ApiNode node = ApiNode.start();
        RawConnection connection = node.connect()) {
      connection
          .send(PUT, "Host: x", JSON, "Content-Length: 13", "")
          .sendBytes("{\"port\":8080}".getBytes(ISO_8859_1))
          .send("GET /api/v1/services/orders/instances/o-1 HTTP/1.1", "Host: x", "")
          .send("GET /nowhere HTTP/1.1", "Host: x", "");

      assertEquals(201, connection.answer().status());
      assertEquals(200, connection.answer().status());
      assertEquals(404, connection.answer().status());
    }
  }

  @Test
  void aBodyOfTheLimitIsRead() {
    try (ApiNode node = ApiNode.start()) {
      String small = "{\"port\": 1}";
      String path = "/api/v1/services/orders/instances/o-1";

      String padding = " ".repeat(64 * 1024 - small.length());
      assertEquals(201, node.put(path, small + padding).status());
      assertEquals(413, node.put(path, small + padding + " ").status());
    }
  }

  @Test
  void anAnnouncedBodyOverTheLimitIsRefusedBeforeItComes() {
    try (ApiNode node = ApiNode.start();
        RawConnection connection = node.connect()) {
      var answer =
          connection
              .send(PUT, "Host: x", JSON, "Content-Length: 65537", "Expect: 100-continue", "")
              .answer();

      assertEquals(413, answer.status());
      assertEquals("up to 65536 octets", answer.text("allowed"));
      assertTrue(node.catalog().services().isEmpty());
    }
  }

  @Test
  void aBodyOfUnknownLengthOverTheLimitIsRefused() {
    try (ApiNode node = ApiNode.start();
        RawConnection connection = node.connect()) {
      connection.send(PUT, "Host: x", JSON, "Transfer-Encoding: chunked", "");
      connection.send("2", "{ ");
      for (int i = 0; i < 9; i++) {
        connection.send("2000", " ".repeat(0x2000));
      }
      assertEquals(413, connection.answer().status());
      connection.send("0", "");
      assertEquals(200, connection.send("GET /livez HTTP/1.1", "Host: x", "").answer().status());
      assertTrue(node.catalog().services().isEmpty());
    }
  }

  @Test
  void whoAsksBeforeSendingIsToldToGoOn() {
    try (ApiNode node = ApiNode.start();
        RawConnection connection = node.connect()) {
      connection.send(PUT, "Host: x", JSON, "Content-Length: 13", "Expect: 100-continue", "");
      assertEquals(100, connection.answer().status());

      assertEquals(
          201, connection.sendBytes("{\"port\":8080}".getBytes(ISO_8859_1)).answer().status());
    }
  }

  @Test
  void bodiesOfOtherThanUtf8AreRefused() {
    try (ApiNode node = ApiNode.start();
        RawConnection connection = node.connect()) {
      byte[] latin = "{\"port\": 1, \"metadata\": {\"a\": \"\u00fc\"}}".getBytes(ISO_8859_1);
      connection.send(PUT, "Host: x", JSON, "Content-Length: " + latin.length, "");

      var answer = connection.sendBytes(latin).answer();
      assertEquals(400, answer.status());
      assertEquals("the body is not valid UTF-8", answer.text("detail"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/services/%",
        "/api/v1/services/%4",
        "/api/v1/services/%zz",
        "/api/v1/services/%C3%28",
        "/api/v1/services/%C0%AF",
        "/api/v1/services/%ED%A0%80",
        "/api/v1/services/\u00fc",
        "/api/v1/services?tag=%",
        "/api/v1/services?tag=%FF",
      })
  void pathsThatDoNotDecodeAreRefused(String path) {
    try (ApiNode node = ApiNode.start();
        RawConnection connection = node.connect()) {
      var answer = connection.send("GET " + path + " HTTP/1.1", "Host: x", "").answer();

      assertEquals(400, answer.status());
      assertEquals("/problems/malformed-request", answer.text("type"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Expect: miracles|Host: x|Content-Length: 13",
        "Content-Length: 13",
        "Host: x|Transfer-Encoding: chunked||no size"
      })
  void whatHttpDoesNotAllowIsRefused(String lines) {
    try (ApiNode node = ApiNode.start();
        RawConnection connection = node.connect()) {
      connection.send(PUT, JSON).send((lines + "|").split("\\|", -1));

      assertEquals("/problems/malformed-request", connection.answer().text("type"));
      assertTrue(node.catalog().services().isEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Host, Host: a|Host: b",
    "Content-Type, Host: a|Content-Type: text/plain",
  })
  void aHeaderThatIsGivenTwiceIsRefused(String field, String lines) {
    try (ApiNode node = ApiNode.start();
        RawConnection connection = node.connect()) {
      connection
          .send(PUT, JSON)
          .send((lines + "|Content-Length: 13|").split("\\|", -1))
          .sendBytes("{\"port\":8080}".getBytes(ISO_8859_1));

      var answer = connection.answer();
      assertEquals(400, answer.status());
      assertEquals(field, answer.text("field"));
      assertTrue(node.catalog().services().isEmpty());
    }
  }

  @Test
  void whatIsNotHttpIsRefused() {
    try (ApiNode node = ApiNode.start()) {
      assertRefused(node, 400, "GET / HTTP/1.1", "Host: x", "Content-Length: many", "");
      assertRefused(node, 400, PUT, "Host: x", "Content-Length: 99999999999999999999", "");
      assertRefused(node, 400, "GET", "");
      assertRefused(node, 400, "\u0016\u0003\u0001", "");
      assertRefused(node, 414, "GET /" + "a".repeat(9000) + " HTTP/1.1", "Host: x", "");
      assertRefused(node, 431, "GET / HTTP/1.1", "X: " + "a".repeat(17_000), "");
      assertEquals(200, node.get("/livez").status());
    }
  }

  @Test
  void anIdleConnectionIsClosed() {
    try (ApiNode node = ApiNode.with(ApiNode.settings().withIdleTimeout(SHORT));
        RawConnection connection = node.connect()) {
      assertTrue(connection.isClosedSilently());
    }
  }

  @Test
  void aUsedConnectionThatFallsIdleIsClosed() {
    try (ApiNode node = ApiNode.with(ApiNode.settings().withIdleTimeout(SHORT));
        RawConnection connection = node.connect()) {
      assertEquals(200, connection.send("GET /livez HTTP/1.1", "Host: x", "").answer().status());

      assertTrue(connection.isClosedSilently());
    }
  }

  @Test
  void aRequestThatTricklesInIsCutOff() {
    try (ApiNode node = ApiNode.with(ApiNode.settings().withIdleTimeout(SHORT));
        RawConnection connection = node.connect()) {
      connection.send("GET /livez HTTP/1.1");
      connection.trickleUntilClosed("X: y\r\n");
    }
  }

  @Test
  void aBodyThatTricklesInIsCutOff() {
    try (ApiNode node = ApiNode.with(ApiNode.settings().withIdleTimeout(SHORT));
        RawConnection connection = node.connect()) {
      connection.send(PUT, "Host: x", JSON, "Content-Length: 60000", "");
      connection.trickleUntilClosed(" ");
      assertTrue(node.catalog().services().isEmpty());
    }
  }

  @Test
  void aBodyThatBreaksOffStoresNothing() {
    try (ApiNode node = ApiNode.start()) {
      try (RawConnection connection = node.connect()) {
        connection.send(PUT, "Host: x", JSON, "Content-Length: 60", "").send("{\"port\": 8080}");
      }
      assertEquals(200, node.get("/livez").status());
      assertTrue(node.catalog().services().isEmpty());
    }
  }

  @Test
  void aRequestUnderWayOutlivesTheShutdown() {
    var registry = new BrokenRegistry(new CompletableFuture<>());
    try (ApiNode node = ApiNode.with(registry);
        RawConnection connection = node.connect();
        RawConnection idle = node.connect()) {
      assertEquals(200, idle.send("GET /livez HTTP/1.1", "Host: x", "").answer().status());
      connection.send(PUT, "Host: x", JSON, "Content-Length: 13", "");
      connection.sendBytes("{\"port\":8080}".getBytes(ISO_8859_1));
      registry.asked().join();

      var shutdown = node.api().shutdown(Duration.ofSeconds(20));
      assertTrue(idle.isClosedSilently());
      registry.outcome().complete(new Unavailable("done"));

      assertEquals(503, connection.answer().status());
      ApiNode.await(shutdown);
      assertThrows(UncheckedIOException.class, node::connect);
    }
  }

  private static void assertRefused(ApiNode node, int status, String... lines) {
    try (RawConnection connection = node.connect()) {
      var answer = connection.send(lines).answer();
      assertEquals(status, answer.status());
      assertEquals("application/problem+json", answer.mediaType());
      assertEquals(status, answer.json().getInteger("status"));
      assertTrue(connection.isClosedSilently());
    }
  }
}
