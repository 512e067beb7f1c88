package dev.rollcall.health.probe;

import static dev.rollcall.health.probe.Trial.LONG;
import static dev.rollcall.health.probe.Trial.SHORT;
import static dev.rollcall.health.probe.Trial.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.instance.Probe;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrpcProbeTest {
  private static final HttpServerOptions PLAIN = new HttpServerOptions();
  private static final String SERVING = "00000000020801";
  private static final String NOT_SERVING = "00000000020802";
  private static final String HEAD = "POST /grpc.health.v1.Health/Check application/grpc trailers";

  /** An HTTP/2 frame of settings, without any (RFC 9113 section 6.5). */
  private static final String SETTINGS = "000000040000000000";

  @TempDir Path folder;
  private final Trial trial = new Trial();

  @AfterEach
  void stop() {
    trial.close();
  }

  @ParameterizedTest
  @CsvSource({"'', 0000000000", "shop.Orders, 000000000d0a0b73686f702e4f7264657273"})
  void questionNamesTheService(String service, String question) {
    int port =
        Trial.await(
                trial
                    .vertx()
                    .createHttpServer(PLAIN)
                    .requestHandler(
                        request ->
                            request
                                .body()
                                .onSuccess(
                                    body -> {
                                      String heard = "%s %s".formatted(head(request), hex(body));
                                      boolean isRight = heard.equals(HEAD + " " + question);
                                      answer(
                                          request.response(), isRight ? SERVING : NOT_SERVING, "0");
                                    }))
                    .listen(0, "127.0.0.1"))
            .actualPort();
    trial.passes(call(service), port, "SERVING");
  }

  @Test
  void tlsIsSpokenWhereTheCheckSaysSo() {
    var options =
        new HttpServerOptions()
            .setSsl(true)
            .setUseAlpn(true)
            .setKeyCertOptions(OwnCertificate.in(folder));
    int port = serve(options, response -> answer(response, SERVING, "0"));
    trial.passes(new Probe.Grpc("grpc", true, Optional.empty()), port, "SERVING");
    trial.fails(call(""), port, LONG, Failure.CLOSED, "connection closed");
  }

  @ParameterizedTest
  @CsvSource({
    "0000000000, UNKNOWN",
    "00000000020800, UNKNOWN",
    "00000000020802, NOT_SERVING",
    "00000000020803, SERVICE_UNKNOWN",
    "0000000003088001, serving status 128",
  })
  void otherStatusesFail(String message, String output) {
    int port = serve(PLAIN, response -> answer(response, message, "0"));
    trial.fails(call(""), port, LONG, Failure.NOT_SERVING, output);
  }

  @Test
  void fieldsOfLaterVersionsAreSkipped() {
    String message =
        "0000000019"
            + "1005"
            + "1a03616263"
            + "2500000000"
            + "310000000000000000"
            + "0801"
            + "3801";
    int port = serve(PLAIN, response -> answer(response, message, "0"));
    trial.passes(call(""), port, "SERVING");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing at all
        "00", // half a frame
        "01000000020801", // compressed
        "00000000030801", // shorter than it says
        "00000000010801", // longer than it says
        "000000000108", // a field without its value
        "000000000b08ffffffffffffffffffff", // a number without an end
        "00000000020f00", // a wire type that there is not
        "00000000030a7f00", // a text beyond the end
        "000000000708ffffffff0f0d00", // a fixed number beyond the end
        "0000000002080100000000020801", // two messages
      })
  void garbageFails(String message) {
    int port = serve(PLAIN, response -> answer(response, message, "0"));
    trial.fails(call(""), port, LONG, Failure.PROTOCOL, "not understood: ");
  }

  @Test
  void errorsOfTheServerAreTold() {
    int unknown = serve(PLAIN, response -> answer(response, "", "5"));
    trial.fails(
        call("x"),
        unknown,
        LONG,
        Failure.STATUS,
        "gRPC status 5, the server knows no such service");
    int none = serve(PLAIN, response -> response.putHeader("grpc-status", "12").end());
    trial.fails(
        call(""), none, LONG, Failure.STATUS, "gRPC status 12, the server has no health service");
    int web = serve(PLAIN, response -> response.setStatusCode(404).end("no page"));
    trial.fails(call(""), web, LONG, Failure.STATUS, "HTTP status 404; expected: 200");
  }

  @Test
  void messageWithoutAStatusFails() {
    int port = serve(PLAIN, response -> response.end(octets(SERVING)));
    trial.fails(call(""), port, LONG, Failure.PROTOCOL, "not understood: no grpc-status");
  }

  @Test
  void answerWithoutAnEndFails() {
    int port =
        serve(PLAIN, response -> write(response.setChunked(true), Buffer.buffer(new byte[8192])));
    trial.fails(call(""), port, LONG, Failure.SIZE, "answer of more than 1024 octets");
  }

  @Test
  void silenceFails() {
    int port = serve(PLAIN, response -> {});
    trial.fails(call(""), port, SHORT, Failure.TIMEOUT, "not answered within 150 ms");
    try (var server = RawServer.silent()) {
      // A connection of HTTP/2 begins with what the server says of itself.
      trial.fails(call(""), server.port(), SHORT, Failure.TIMEOUT, "not connected within 150 ms");
    }
  }

  /** Until its settings have come, such a connection is not the probe's yet, which has given up. */
  @Test
  void connectionsOfWhichNothingComesAreClosed() {
    try (var server = RawServer.silent()) {
      probeAndWait(call(""), server);
    }
  }

  @Test
  void connectionsWhoseSettingsComeDropByDropAreClosed() {
    try (var server = new RawServer((client, out) -> drip(client, out, "004000040000000000"))) {
      probeAndWait(call(""), server);
    }
  }

  @Test
  void connectionsThatAreSilentAfterTheHandshakeAreClosed() throws GeneralSecurityException {
    ServerSocketFactory sockets = OwnCertificate.tls(OwnCertificate.in(folder));
    try (var server =
        new RawServer(
            sockets,
            (client, out) -> {
              SSLParameters parameters = ((SSLSocket) client).getSSLParameters();
              parameters.setApplicationProtocols(new String[] {"h2"});
              ((SSLSocket) client).setSSLParameters(parameters);
              client.getInputStream().transferTo(OutputStream.nullOutputStream());
            })) {
      probeAndWait(new Probe.Grpc("grpc", true, Optional.empty()), server);
    }
  }

  private void probeAndWait(Probe.Grpc probe, RawServer server) {
    var timeout = Duration.ofMillis(500);
    trial.fails(probe, server.port(), timeout, Failure.TIMEOUT, "not connected within 500 ms");
    assertTrue(server.ends(1));
  }

  /** Sends one octet after the other until the other side closes. */
  private static void drip(Socket client, OutputStream out, String frame) throws IOException {
    byte[] octets = Arrays.copyOf(HexFormat.of().parseHex(frame), 9 + 0x4000);
    client.setSoTimeout(20); // ms
    for (int at = 0; at < octets.length; at++) {
      out.write(octets, at, 1);
      try {
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
        return;
      } catch (SocketTimeoutException e) {
        // The other side is still there.
      }
    }
  }

  @Test
  void probeThatIsAbandonedEndsAtOnce() {
    try (var server = RawServer.silent()) {
      var failed = assertInstanceOf(Outcome.Failed.class, trial.abandon(call(""), server));
      assertEquals(Failure.CLOSED, failed.failure());
    }
  }

  @Test
  void streamThatIsResetFails() {
    int port = serve(PLAIN, response -> response.reset(2));
    trial.fails(call(""), port, LONG, Failure.CLOSED, "connection closed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "485454502f312e312032303020 4f4b0d0a0d0a", // HTTP/1.1
        SETTINGS + "ffffff00000000 0001", // a frame of 16 MiB
        SETTINGS + "00000401040000000 1ffffffff", // headers that are none
        SETTINGS + "00000000010000000 1", // data before headers
        SETTINGS + "000000010500000007", // headers of a stream that nobody opened
      })
  void garbageFramesFail(String frames) {
    try (var server =
        new RawServer(
            (client, out) -> {
              RawServer.readHead(client); // the connection's preface
              out.write(HexFormat.of().parseHex(frames.replace(" ", "")));
              out.flush();
              client.getInputStream().transferTo(OutputStream.nullOutputStream());
            })) {
      assertInstanceOf(Outcome.Failed.class, trial.probe(call(""), server.port(), SHORT));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "000008060000000000 0000000000000000", // pings
        SETTINGS,
        "000004080000000000 00000001", // room for more data
        "0000020009000000 05ffff", // frames of a type that there is not
      })
  void framesWithoutAnEndFail(String frame) {
    byte[] many = HexFormat.of().parseHex(frame.replace(" ", "").repeat(100));
    try (var server = RawServer.endless(HexFormat.of().parseHex(SETTINGS), many)) {
      assertInstanceOf(Outcome.Failed.class, trial.probe(call(""), server.port(), SHORT));
      assertTrue(server.accepted() == 1);
    }
  }

  private int serve(HttpServerOptions options, Consumer<HttpServerResponse> conduct) {
    return Trial.await(
            trial
                .vertx()
                .createHttpServer(options)
                .requestHandler(
                    request ->
                        request.body().onSuccess(question -> conduct.accept(request.response())))
                .listen(0, "127.0.0.1"))
        .actualPort();
  }

  private static void answer(HttpServerResponse response, String message, String status) {
    response.putHeader("content-type", "application/grpc");
    response.putTrailer("grpc-status", status);
    response.setChunked(true).end(octets(message));
  }

  private static void write(HttpServerResponse response, Buffer piece) {
    response.write(piece).onSuccess(written -> write(response, piece));
  }

  private static Buffer octets(String hex) {
    return Buffer.buffer(HexFormat.of().parseHex(hex));
  }

  private static String head(HttpServerRequest request) {
    return "%s %s %s %s"
        .formatted(
            request.method(),
            request.path(),
            request.getHeader("content-type"),
            request.getHeader("te"));
  }

  private static String hex(Buffer octets) {
    return HexFormat.of().formatHex(octets.getBytes());
  }
}
