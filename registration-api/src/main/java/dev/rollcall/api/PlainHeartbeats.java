package dev.rollcall.api;

import static io.vertx.core.http.HttpHeaders.CONTENT_LENGTH;
import static io.vertx.core.http.HttpHeaders.CONTENT_TYPE;
import static io.vertx.core.http.HttpHeaders.EXPECT;
import static io.vertx.core.http.HttpHeaders.HOST;
import static io.vertx.core.http.HttpHeaders.TRANSFER_ENCODING;

import dev.rollcall.registry.instance.InstanceKey;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers heartbeats of one instance that are as plain as nearly all are: no body, and nothing in
 * the path or the headers to be decoded or refused. Each other request goes to the routes, which
 * answer a heartbeat in the same way, at a higher cost.
 */
final class PlainHeartbeats implements Handler<HttpServerRequest> {
  private final Function<InstanceKey, Future<Answer>> renewal;
  private final Replies replies;
  private final Routes routes;
  private final Handler<HttpServerRequest> others;

  PlainHeartbeats(Function<InstanceKey, Future<Answer>> renewal, Replies replies, Routes routes) {
    this.renewal = renewal;
    this.replies = replies;
    this.routes = routes;
    this.others = routes.router();
  }

  @Override
  public void handle(HttpServerRequest request) {
    Optional<InstanceKey> key = keyOf(request);
    if (key.isEmpty()) {
      others.handle(request);
      return;
    }
    Future.succeededFuture(key.get())
        .compose(renewal)
        .otherwise(fault -> routes.fault(Operation.RENEW, fault))
        .onSuccess(answer -> replies.send(request, Operation.RENEW.id(), answer));
  }

  private static Optional<InstanceKey> keyOf(HttpServerRequest request) {
    return HttpMethod.PUT.equals(request.method()) && isPlain(request)
        ? HeartbeatPath.read(request.uri())
        : Optional.empty();
  }

  private static boolean isPlain(HttpServerRequest request) {
    MultiMap headers = request.headers();
    String length = headers.get(CONTENT_LENGTH);
    return (length == null || length.equals("0"))
        && !headers.contains(TRANSFER_ENCODING)
        && !headers.contains(CONTENT_TYPE)
        && !headers.contains(EXPECT)
        && headers.getAll(HOST).size() == 1
        && request.authority() != null
        && request.version() == HttpVersion.HTTP_1_1;
  }
}
