package dev.rollcall.api;

import dev.rollcall.api.json.Problem;
import dev.rollcall.api.json.ProblemKind;
import dev.rollcall.api.json.RefusedRequestException;
import dev.rollcall.registry.instance.InvalidValueException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** The problem reports for requests that came to nothing. */
final class Refusals {
  private final int bodyLimit;
  private final FailureLog failures;

  Refusals(int bodyLimit, FailureLog failures) {
    this.bodyLimit = bodyLimit;
    this.failures = failures;
  }

  /** Why Vert.x led the request nowhere, or its operation failed. */
  Answer of(RoutingContext context, String operation) {
    return switch (context.failure()) {
      case RefusedRequestException refused -> Answer.of(refused.problem());
      case InvalidValueException refused -> Answer.of(Problem.of(refused));
      case Throwable fault when context.statusCode() == 500 -> fault(operation, fault);
      case null, default -> ofStatus(context.statusCode());
    };
  }

  static Answer wrongMethod(String method, List<String> allowed) {
    String methods = String.join(", ", allowed);
    Problem problem =
        Problem.of(ProblemKind.METHOD_NOT_ALLOWED, "the path takes " + methods)
            .with("value", method)
            .with("allowed", methods);
    return Answer.of(problem).with("Allow", methods);
  }

  /** Why the HTTP parser gave up; the connection is of no more use. */
  static Answer ofUnparsed(HttpServerRequest request) {
    Answer answer =
        switch (request.decoderResult().cause()) {
          case TooLongHttpLineException e ->
              problem(ProblemKind.PATH_TOO_LONG, "the request line is too long");
          case TooLongHttpHeaderException e ->
              problem(ProblemKind.HEADERS_TOO_LARGE, "the headers are too large");
          case null, default -> notHttp();
        };
    return answer.with("Connection", "close");
  }

  /** What Vert.x refused. */
  private Answer ofStatus(int status) {
    return switch (status) {
      case 404 -> problem(ProblemKind.NO_SUCH_PATH, "see /openapi.yaml");
      case 413 -> tooLarge();
      // No Host, another Expect than 100-continue, chunks that are none …
      default -> notHttp();
    };
  }

  private Answer tooLarge() {
    return Answer.of(
        Problem.of(ProblemKind.BODY_TOO_LARGE, "the body is longer than " + bodyLimit + " octets")
            .with("allowed", "up to " + bodyLimit + " octets"));
  }

  /** What is said when Rollcall itself is at fault. */
  Answer fault(String operation, Throwable failure) {
    failures.failed(operation, failure);
    return problem(ProblemKind.INTERNAL_ERROR, "the failure was logged");
  }

  private static Answer notHttp() {
    return problem(ProblemKind.MALFORMED_REQUEST, "this is not HTTP/1.1 (RFC 9112)");
  }

  private static Answer problem(ProblemKind kind, String detail) {
    return Answer.of(Problem.of(kind, detail));
  }
}
