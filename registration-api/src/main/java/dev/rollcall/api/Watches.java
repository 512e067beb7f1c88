package dev.rollcall.api;

import dev.rollcall.api.watch.WatchQuery;
import dev.rollcall.api.watch.Watchers;
import dev.rollcall.registry.Catalog;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/** The operation that tells of changes. Called on the event loop. */
final class Watches {
  private final Watchers watchers;
  private final Catalog catalog;
  private final IdleConnections connections;

  Watches(Watchers watchers, Catalog catalog, IdleConnections connections) {
    this.watchers = watchers;
    this.catalog = catalog;
    this.connections = connections;
  }

  Future<Answer> watch(Call call) {
    HttpServerRequest request = call.context().request();
    WatchQuery query = WatchQuery.read(call.context().queryParams(), request.headers());
    if (!catalog.isLoaded()) {
      return Future.succeededFuture(Answers.loading());
    }
    return watchers.ready().compose(ready -> watch(query, request));
  }

  private Future<Answer> watch(WatchQuery query, HttpServerRequest request) {
    Optional<String> hindrance = watchers.hindrance();
    if (hindrance.isPresent()) {
      return Future.succeededFuture(Answers.unavailable(hindrance.get()));
    }
    Runnable progress = () -> connections.touch(request.connection());
    return query.isStream()
        ? Future.succeededFuture(stream(query, progress))
        : poll(query, request.response(), progress);
  }

  private Answer stream(WatchQuery query, Runnable progress) {
    return fresh(
            Answer.sent(
                WatchQuery.EVENT_STREAM, response -> watchers.stream(query, response, progress)))
        // To a proxy such as nginx: pass on what comes.
        .with("X-Accel-Buffering", "no");
  }

  private Future<Answer> poll(WatchQuery query, HttpServerResponse response, Runnable progress) {
    progress.run();
    return watchers
        .poll(query, response, progress)
        .map(pieces -> fresh(Answer.inPieces("application/json", pieces)));
  }

  private static Answer fresh(Answer answer) {
    return answer.with("Cache-Control", "no-store");
  }
}
