package dev.rollcall.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Sends answers and counts them, on the event loop of the connection. */
final class Replies {
  private final ActivityCounters counters;
  private final IdleConnections connections;

  Replies(ActivityCounters counters, IdleConnections connections) {
    this.counters = counters;
    this.connections = connections;
  }

  /** Sends an answer, unless there was one already or nobody is left to take it. */
  void send(HttpServerRequest request, String operation, Answer answer) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    counters.countRequest(operation, answer.status());
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    sent(request, response, answer).onSuccess(sent -> connections.touch(request.connection()));
  }

  private static Future<Void> sent(
      HttpServerRequest request, HttpServerResponse response, Answer answer) {
    boolean isHead = request.method().equals(HttpMethod.HEAD);
    if (answer.sending().isPresent() && !isHead) {
      return answer.sending().get().apply(response);
    }
    return answer.body().length() == 0 ? response.end() : response.end(answer.body());
  }
}
