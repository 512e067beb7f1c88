package dev.rollcall.health.probe;

import static dev.rollcall.health.probe.Trial.LONG;
import static dev.rollcall.health.probe.Trial.SHORT;
import static dev.rollcall.health.probe.Trial.get;
import static dev.rollcall.health.probe.Trial.getOverTls;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.instance.Probe;
import dev.rollcall.registry.instance.Range;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpProbeTest {
  private static final int MIB = 1024 * 1024;
  private static final String OK = "HTTP/1.1 200 OK\n";

  @TempDir Path folder;
  private final Trial trial = new Trial();

  @AfterEach
  void stop() {
    trial.close();
  }

  @Test
  void statusInTheRangePasses() {
    try (var server = RawServer.saying(OK + "Content-Length: 4\n\nwell")) {
      trial.passes(get("/health"), server.port(), "200 OK\nwell");
    }
  }

  @Test
  void statusOutsideTheRangeFailsWithWhatWasSaid() {
    try (var server = RawServer.saying("HTTP/1.1 503 Down\nContent-Length: 5\n\nno db")) {
      trial.fails(
          get("/"), server.port(), LONG, Failure.STATUS, "503 Down; expected: 200 to 299\nno db");
    }
  }

  @Test
  void requestIsTheOneThatTheCheckDescribes() throws InterruptedException {
    BlockingQueue<String> heard = new ArrayBlockingQueue<>(1);
    HttpServer server = listen(new HttpServerOptions(), heard, "x");
    var probe =
        new Probe.Http(
            "http",
            false,
            "HEAD",
            "/a?b=c",
            Map.of("Host", "shop.example", "X-Probe", "1"),
            new Range(200, 200));
    trial.passes(probe, server.actualPort(), "200 OK");
    assertEquals("HEAD /a?b=c shop.example 1", heard.take());
  }

  @Test
  void redirectIsNotFollowed() {
    try (var server =
        RawServer.saying("HTTP/1.1 302 Found\nLocation: /again\nContent-Length: 0\n\n")) {
      trial.fails(
          get("/again"), server.port(), LONG, Failure.STATUS, "302 Found; expected: 200 to 299");
      assertEquals(1, server.accepted());
      var redirect = new Probe.Http("http", false, "GET", "/", Map.of(), new Range(200, 399));
      trial.passes(redirect, server.port(), "302 Found");
    }
  }

  @Test
  void bodyIsKeptUpToFourKibibytes() {
    String body = "é".repeat(4000);
    try (var server = RawServer.saying(OK + "Content-Length: 8000\n\n" + body)) {
      String output = trial.probe(get("/"), server.port()).output();
      assertEquals("200 OK\n" + "é".repeat(2048), output);
    }
  }

  @Test
  void whatATerminalWouldObeyIsNotKept() {
    try (var server = RawServer.saying(OK + "Content-Length: 4\n\n\u001b[2J")) {
      trial.passes(get("/"), server.port(), "200 OK\n?[2J");
    }
  }

  @Test
  void moreOctetsThanAreReadFail() {
    byte[] piece = new byte[8192];
    byte[] gigabyte =
        (OK + "Content-Length: 1000000000\n\n")
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.UTF_8);
    try (var server = RawServer.endless(gigabyte, piece)) {
      trial.fails(get("/"), server.port(), LONG, Failure.SIZE, "body of more than 65536 octets");
      assertTrue(server.sent() < 64 * MIB, () -> server.sent() + " octets");
    }
  }

  @Test
  void bodyWithoutAnEndFails() {
    byte[] head = (OK.strip() + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    try (var server = RawServer.endless(head, new byte[8192])) {
      trial.fails(get("/"), server.port(), LONG, Failure.SIZE, "body of more than 65536 octets");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', x",
    "'HTTP/1.1 200 OK\r\n', 'A: b\r\n'",
    "'', 'HTTP/1.1 100 Continue\r\n\r\n'",
    "'', 'HTTP/1.1 103 Early Hints\r\n\r\n'",
    "'', 'HTTP/1.1 102 Processing\r\n\r\n'",
  })
  void headWithoutAnEndFails(String beginning, String again) {
    String many = again.repeat(100);
    try (var server =
        RawServer.endless(
            beginning.getBytes(StandardCharsets.UTF_8), many.getBytes(StandardCharsets.UTF_8))) {
      assertInstanceOf(Outcome.Failed.class, trial.probe(get("/"), server.port()));
    }
  }

  @Test
  void answerThatTricklesInHasTheSameTimeAsAnyOther() {
    try (var server =
        new RawServer(
            (client, out) -> {
              out.write(
                  (OK.strip() + "\r\nContent-Length: 999\r\n\r\n")
                      .getBytes(StandardCharsets.UTF_8));
              client.getInputStream().transferTo(OutputStream.nullOutputStream());
            })) {
      trial.fails(
          get("/"), server.port(), SHORT, Failure.TIMEOUT, "not answered to the end within 150 ms");
    }
  }

  @Test
  void silenceFails() {
    try (var server = RawServer.silent()) {
      trial.fails(get("/"), server.port(), SHORT, Failure.TIMEOUT, "not answered within 150 ms");
      trial.fails(
          getOverTls(), server.port(), SHORT, Failure.TIMEOUT, "not connected within 150 ms");
    }
  }

  @Test
  void closedPortIsRefused() {
    int port;
    try (var server = RawServer.silent()) {
      port = server.port();
    }
    trial.fails(get("/"), port, LONG, Failure.REFUSED, "connection refused");
  }

  @Test
  void connectionThatEndsTooEarlyFails() {
    try (var silent = new RawServer((client, out) -> RawServer.readHead(client));
        var short_ = RawServer.saying(OK + "Content-Length: 9\n\nwell")) {
      String beginning = "connection closed before the answer was whole";
      trial.fails(get("/"), silent.port(), LONG, Failure.CLOSED, beginning);
      trial.fails(get("/"), short_.port(), LONG, Failure.CLOSED, beginning);
    }
  }

  @Test
  void otherProtocolsFail() {
    byte[] greeting = "SSH-2.0-OpenSSH_9.2\r\n\r\n".getBytes(StandardCharsets.UTF_8);
    try (var server =
        new RawServer(
            (client, out) -> {
              out.write(greeting);
              client.getInputStream().transferTo(OutputStream.nullOutputStream());
            })) {
      trial.fails(get("/"), server.port(), LONG, Failure.PROTOCOL, "not understood: ");
      trial.fails(getOverTls(), server.port(), LONG, Failure.TLS, "TLS failed: ");
    }
  }

  @Test
  void certificateIsNotVerified() {
    var options = new HttpServerOptions().setSsl(true).setKeyCertOptions(OwnCertificate.in(folder));
    HttpServer server = listen(options, new ArrayBlockingQueue<>(1), "well");
    trial.passes(getOverTls(), server.actualPort(), "200 OK\nwell");
  }

  private HttpServer listen(HttpServerOptions options, BlockingQueue<String> heard, String body) {
    return Trial.await(
        trial
            .vertx()
            .createHttpServer(options)
            .requestHandler(
                request -> {
                  heard.add(
                      "%s %s %s %s"
                          .formatted(
                              request.method(),
                              request.uri(),
                              request.getHeader("Host"),
                              request.getHeader("X-Probe")));
                  request.response().end(body);
                })
            .listen(0, "127.0.0.1"));
  }
}
