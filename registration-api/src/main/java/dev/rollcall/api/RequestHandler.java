package dev.rollcall.api;

import dev.rollcall.api.json.Problem;
import dev.rollcall.api.json.ProblemKind;
import dev.rollcall.api.json.RefusedRequestException;
import dev.rollcall.registry.instance.InvalidValueException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Objects;

/** The way of a request to its answer, on the event loop of its connection. */
final class RequestHandler {
  private final int bodyLimit;
  private final Operations operations;
  private final ActivityCounters counters;
  private final IdleConnections connections;
  private final FailureLog failures = new FailureLog(System::nanoTime);

  RequestHandler(
      int bodyLimit,
      Operations operations,
      ActivityCounters counters,
      IdleConnections connections) {
    this.bodyLimit = bodyLimit;
    this.operations = operations;
    this.counters = counters;
    this.connections = connections;
  }

  /** Answers a request that is HTTP. */
  void handle(HttpServerRequest request) {
    String path = Objects.requireNonNullElse(request.path(), "");
    switch (Routing.of(request.method().name(), path)) {
      case Routing.Found found -> carryOut(found, request);
      case Routing.WrongMethod(var allowed) -> refuse(request, wrongMethod(request, allowed));
      case Routing.NoSuchPath() ->
          refuse(request, problem(ProblemKind.NO_SUCH_PATH, "see /openapi.yaml"));
      case Routing.Unreadable(var problem) -> refuse(request, Answer.of(problem));
    }
  }

  /** Answers what the HTTP parser gave up on, and closes the connection. */
  void handleInvalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    Answer answer =
        switch (cause) {
          case TooLongHttpLineException e ->
              problem(ProblemKind.PATH_TOO_LONG, "the request line is too long");
          case TooLongHttpHeaderException e ->
              problem(ProblemKind.HEADERS_TOO_LARGE, "the headers are too large");
          case null, default -> problem(ProblemKind.MALFORMED_REQUEST, "this is not HTTP/1.1");
        };
    refuse(request, answer.with("Connection", "close"));
  }

  private void carryOut(Routing.Found found, HttpServerRequest request) {
    Operation operation = found.operation();
    Future<Buffer> body =
        operation.readsBody()
            ? BodyReader.read(request, bodyLimit)
            : Future.succeededFuture(Buffer.buffer());
    body.map(octets -> new Call(operation, found.parameters(), request, octets))
        .compose(operations::carryOut)
        .otherwise(failure -> failed(operation, failure))
        .onSuccess(answer -> answer(request, operation, answer));
  }

  private Answer failed(Operation operation, Throwable failure) {
    return switch (failure) {
      case RefusedRequestException refused -> Answer.of(refused.problem());
      case InvalidValueException refused -> Answer.of(Problem.of(refused));
      default -> {
        failures.failed(operation, failure);
        yield problem(ProblemKind.INTERNAL_ERROR, "the failure was logged");
      }
    };
  }

  private void answer(HttpServerRequest request, Operation operation, Answer answer) {
    // Whoever went away before the answer is told nothing.
    if (!request.response().closed()) {
      send(request, answer);
      counters.countRequest(operation, answer.status());
    }
  }

  /** Answers a request that leads to no operation. */
  private void refuse(HttpServerRequest request, Answer answer) {
    send(request, answer);
    counters.countRequest(answer.status());
  }

  private void send(HttpServerRequest request, Answer answer) {
    HttpServerResponse response = request.response();
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    response
        .end(answer.body())
        .onSuccess(sent -> connections.finishedRequest(request.connection()));
  }

  private static Answer wrongMethod(HttpServerRequest request, List<String> allowed) {
    String methods = String.join(", ", allowed);
    Problem problem =
        Problem.of(ProblemKind.METHOD_NOT_ALLOWED, "the path takes " + methods)
            .with("value", request.method().name())
            .with("allowed", methods);
    return Answer.of(problem).with("Allow", methods);
  }

  private static Answer problem(ProblemKind kind, String detail) {
    return Answer.of(Problem.of(kind, detail));
  }
}
