package dev.rollcall.api;

import dev.rollcall.api.json.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is sent back. An empty body is sent without a media type.
 *
 * @param sending sends what stands in place of the body, where that is long or has no end yet
 */
record Answer(
    int status,
    Map<String, String> headers,
    Buffer body,
    Optional<Function<HttpServerResponse, Future<Void>>> sending) {
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;

  private static final Answer NOTHING =
      new Answer(NO_CONTENT, Map.of(), Buffer.buffer(), Optional.empty());

  Answer {
    headers = Map.copyOf(headers);
  }

  static Answer noContent() {
    return NOTHING;
  }

  static Answer ok(JsonObject json) {
    return of(OK, json);
  }

  static Answer of(int status, JsonObject json) {
    return of(status, "application/json", json.toBuffer());
  }

  static Answer of(Problem problem) {
    return of(problem.kind().status(), Problem.MEDIA_TYPE, problem.toJson().toBuffer());
  }

  static Answer ok(String mediaType, Buffer body) {
    return of(OK, mediaType, body);
  }

  /** A body that is made while it is sent. */
  static Answer inPieces(String mediaType, Iterator<Buffer> pieces) {
    return sent(mediaType, response -> PieceByPiece.send(response, pieces));
  }

  /**
   * A body that is sent by somebody else.
   *
   * @param sending completes when all of it is sent
   */
  static Answer sent(String mediaType, Function<HttpServerResponse, Future<Void>> sending) {
    return new Answer(OK, Map.of("Content-Type", mediaType), Buffer.buffer(), Optional.of(sending));
  }

  /** The same with one more header. */
  Answer with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body, sending);
  }

  private static Answer of(int status, String mediaType, Buffer body) {
    return new Answer(status, Map.of("Content-Type", mediaType), body, Optional.empty());
  }
}
