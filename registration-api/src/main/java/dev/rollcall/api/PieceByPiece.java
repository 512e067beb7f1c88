package dev.rollcall.api;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Iterator;
import java.util.Objects;

/**
 * Sends a long body as fast as the client takes it, and lets others have the event loop between two
 * pieces. On the event loop of the connection.
 */
final class PieceByPiece {
  private final HttpServerResponse response;
  private final Iterator<Buffer> pieces;
  private final Context loop = Objects.requireNonNull(Vertx.currentContext());
  private final Promise<Void> sent = Promise.promise();

  private PieceByPiece(HttpServerResponse response, Iterator<Buffer> pieces) {
    this.response = response;
    this.pieces = pieces;
  }

  /** Completes when all of it is with the network; fails when the client is gone. */
  static Future<Void> send(HttpServerResponse response, Iterator<Buffer> pieces) {
    var sending = new PieceByPiece(response.setChunked(true), pieces);
    sending.next();
    return sending.sent.future();
  }

  private void next() {
    if (!pieces.hasNext()) {
      response.end().onComplete(sent);
      return;
    }
    response
        .write(pieces.next())
        .onSuccess(written -> loop.runOnContext(turn -> next()))
        .onFailure(sent::tryFail);
  }
}
