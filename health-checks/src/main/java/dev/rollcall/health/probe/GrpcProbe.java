package dev.rollcall.health.probe;

import dev.rollcall.registry.instance.Probe;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Optional;

/** Asks {@code grpc.health.v1.Health/Check} over HTTP/2, in the clear or with TLS. */
final class GrpcProbe {
  private static final String METHOD = "/grpc.health.v1.Health/Check";
  private static final int OK = 200;

  private final Vertx vertx;

  GrpcProbe(Vertx vertx) {
    this.vertx = vertx;
  }

  Running begin(Probe.Grpc probe, Target target, Duration timeout) {
    var attempt = new Attempt(vertx, timeout);
    var call = new Call(GrpcHealth.request(probe.service().orElse("")), attempt);
    // A client for each: only with it can a connection be closed that has not come about yet.
    Connections connections = Connections.http2(vertx);
    attempt.opened(connections::close);
    connections
        .open(target, probe.isSecure(), timeout)
        .onSuccess(connection -> call.connected(connection, timeout))
        .onFailure(attempt::fail);
    return attempt.running();
  }

  /** One call and its answer. */
  private static final class Call {
    private final Buffer question;
    private final Attempt attempt;
    private final Buffer answer = Buffer.buffer();

    Call(Buffer question, Attempt attempt) {
      this.question = question;
      this.attempt = attempt;
    }

    void connected(HttpClientConnection connection, Duration timeout) {
      if (attempt.isOver()) {
        return;
      }
      attempt.expect("answered");
      connection.exceptionHandler(attempt::fail);
      var options =
          new RequestOptions()
              .setMethod(HttpMethod.POST)
              .setURI(METHOD)
              .putHeader("Content-Type", "application/grpc")
              .putHeader("TE", "trailers")
              .putHeader("Grpc-Timeout", timeout.toMillis() + "m")
              .putHeader("User-Agent", "rollcall");
      connection.request(options).onSuccess(this::send).onFailure(attempt::fail);
    }

    private void send(HttpClientRequest request) {
      request.exceptionHandler(attempt::fail);
      request.send(question).onSuccess(this::receive).onFailure(attempt::fail);
    }

    private void receive(HttpClientResponse response) {
      attempt.expect("answered to the end");
      response
          .exceptionHandler(attempt::fail)
          .handler(
              piece -> {
                if (answer.length() + piece.length() > GrpcHealth.MAX_ANSWER) {
                  attempt.fail(
                      Failure.SIZE, "answer of more than " + GrpcHealth.MAX_ANSWER + " octets");
                } else {
                  answer.appendBuffer(piece);
                }
              })
          .endHandler(nothing -> judge(response));
    }

    private void judge(HttpClientResponse response) {
      if (response.statusCode() != OK) {
        attempt.fail(Failure.STATUS, "HTTP status " + response.statusCode() + "; expected: 200");
        return;
      }
      // Without a message, the status stands among the headers.
      String status = field(response, "grpc-status").orElse("");
      if (!status.equals("0")) {
        Failure failure = status.isEmpty() ? Failure.PROTOCOL : Failure.STATUS;
        attempt.fail(failure, Excerpt.shown(refusal(status, response)));
        return;
      }
      judge(GrpcHealth.status(answer));
    }

    private void judge(Optional<String> serving) {
      if (serving.isEmpty()) {
        attempt.fail(Failure.PROTOCOL, "not understood: no message of grpc.health.v1");
      } else if (serving.get().equals(GrpcHealth.SERVING)) {
        attempt.pass(GrpcHealth.SERVING);
      } else {
        attempt.fail(Failure.NOT_SERVING, serving.get());
      }
    }

    private static String refusal(String status, HttpClientResponse response) {
      String message = field(response, "grpc-message").map(text -> ": " + text).orElse("");
      return switch (status) {
        case "" -> "not understood: no grpc-status";
        case "5" -> "gRPC status 5, the server knows no such service" + message;
        case "12" -> "gRPC status 12, the server has no health service" + message;
        default -> "gRPC status " + status + message;
      };
    }

    private static Optional<String> field(HttpClientResponse response, String name) {
      return Optional.ofNullable(response.getTrailer(name))
          .or(() -> Optional.ofNullable(response.getHeader(name)));
    }
  }
}
