package dev.rollcall.api;

import static dev.rollcall.api.ActivityCounters.NO_OPERATION;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.api.json.Problem;
import dev.rollcall.api.json.ProblemKind;
import dev.rollcall.api.json.RefusedRequestException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.PlatformHandler;
import java.net.URLDecoder;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** Leads each request to its operation, or to a problem report. */
final class Routes {
  private static final Answer BUSY =
      Answers.unavailable("another request of this kind is under way");

  private final Router router;
  private final FailureLog failures = new FailureLog(System::nanoTime);
  private final Bodies bodies;
  private final Replies replies;

  /** How much of a body is taken, and what is said of more. */
  private record Bodies(BodyHandler handler, Refusals refusals) {
    static Bodies upTo(int limit, FailureLog failures) {
      return new Bodies(
          BodyHandler.create(false).setBodyLimit(limit), new Refusals(limit, failures));
    }
  }

  Routes(Vertx vertx, int bodyLimit, Replies replies) {
    this.router = Router.router(vertx);
    this.bodies = Bodies.upTo(bodyLimit, failures);
    this.replies = replies;
    router.route().handler(Routes::checkPath).handler(Routes::refuseRepeatedHeaders);
    router.uncaughtErrorHandler(context -> refuse(context, NO_OPERATION, bodies.refusals()));
  }

  /** One more route, to an operation that answers at once. */
  Routes now(Operation operation, Function<Call, Answer> work) {
    return later(operation, call -> Future.succeededFuture(work.apply(call)));
  }

  /** One more route, to an operation that answers later, on the event loop of its request. */
  Routes later(Operation operation, Function<Call, Future<Answer>> work) {
    return lead(route(operation), operation, work, bodies);
  }

  /** One more route, to an operation with a long body: one at a time, for it is held in memory. */
  Routes oneByOne(Operation operation, int bodyLimit, Function<Call, Future<Answer>> work) {
    var turn = new Turn(context -> replies.send(context.request(), operation.id(), BUSY));
    return lead(route(operation).handler(turn), operation, work, Bodies.upTo(bodyLimit, failures));
  }

  private Route route(Operation operation) {
    Route route = at(operation.path()).setName(operation.id());
    operation.methods().forEach(method -> route.method(HttpMethod.valueOf(method)));
    return route;
  }

  private Routes lead(
      Route route, Operation operation, Function<Call, Future<Answer>> work, Bodies taken) {
    if (operation.readsBody()) {
      route.handler((PlatformHandler) Call::refuseOtherBodies).handler(taken.handler());
    }
    route.handler(context -> carryOut(operation, work, context));
    route.failureHandler(context -> refuse(context, operation.id(), taken.refusals()));
    return this;
  }

  /** The router, complete: what no route leads to is refused. */
  Router router() {
    Stream.of(Operation.values()).map(Operation::path).distinct().forEach(this::refuseOtherMethods);
    return router;
  }

  /** Answers what the HTTP parser gave up on. */
  void refuseUnparsed(HttpServerRequest request) {
    replies.send(request, NO_OPERATION, Refusals.ofUnparsed(request));
  }

  /** What is said when Rollcall itself is at fault. */
  Answer fault(Operation operation, Throwable failure) {
    return bodies.refusals().fault(operation.id(), failure);
  }

  private void carryOut(
      Operation operation, Function<Call, Future<Answer>> work, RoutingContext context) {
    work.apply(new Call(context))
        .onSuccess(answer -> replies.send(context.request(), operation.id(), answer))
        .onFailure(context::fail);
  }

  private void refuse(RoutingContext context, String operation, Refusals refusals) {
    replies.send(context.request(), operation, refusals.of(context, operation));
  }

  private void refuseOtherMethods(String path) {
    List<String> allowed =
        Stream.of(Operation.values())
            .filter(operation -> operation.path().equals(path))
            .flatMap(operation -> operation.methods().stream())
            .sorted()
            .toList();
    at(path).handler(context -> refuseMethod(context.request(), allowed));
  }

  private void refuseMethod(HttpServerRequest request, List<String> allowed) {
    Answer answer = Refusals.wrongMethod(request.method().name(), allowed);
    replies.send(request, NO_OPERATION, answer);
  }

  /** A route for a path that is taken as it comes: an id may be two dots. */
  private Route at(String path) {
    return router.route(path.replace("{", ":").replace("}", "")).useNormalizedPath(false);
  }

  private static void checkPath(RoutingContext context) {
    if (!isReadable(context.request().uri())) {
      throw new RefusedRequestException(
          ProblemKind.MALFORMED_REQUEST,
          "the path or query is not ASCII with percent-encoded UTF-8 (RFC 3986 section 2.1)");
    }
    // A route overlooks a slash at the end.
    if (Objects.requireNonNull(context.request().path()).endsWith("/")) {
      context.fail(404);
      return;
    }
    context.next();
  }

  /** Which of two would count is anybody's guess: RFC 9112 section 3.2, RFC 9110 section 8.3. */
  private static void refuseRepeatedHeaders(RoutingContext context) {
    for (String header : List.of("Host", "Content-Type")) {
      if (context.request().headers().getAll(header).size() > 1) {
        throw new RefusedRequestException(
            Problem.of(ProblemKind.MALFORMED_REQUEST, header + ": it is given more than once")
                .with("field", header));
      }
    }
    context.next();
  }

  /** Octets that are not UTF-8 decode to U+FFFD, which nobody means to send. */
  private static boolean isReadable(String uri) {
    try {
      return isAscii(uri)
          && (uri.indexOf('%') < 0 || URLDecoder.decode(uri, UTF_8).indexOf('\uFFFD') < 0);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isAscii(String uri) {
    for (int i = 0; i < uri.length(); i++) {
      if (uri.charAt(i) > '\u007f') {
        return false;
      }
    }
    return true;
  }
}
