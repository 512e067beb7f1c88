package dev.rollcall.api;

import dev.rollcall.api.json.Problem;
import dev.rollcall.api.json.ProblemKind;
import dev.rollcall.api.json.RefusedRequestException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Reads the body of one request into memory, up to a limit. Owned by the request's event loop. */
final class BodyReader {
  private final int limit;
  private final Buffer body = Buffer.buffer();
  private final Promise<Buffer> whole = Promise.promise();

  private BodyReader(int limit) {
    this.limit = limit;
  }

  /** To be called before the request's first event is over, lest a part is missed. */
  static Future<Buffer> read(HttpServerRequest request, int limit) {
    var reader = new BodyReader(limit);
    request.handler(reader::add);
    request.endHandler(end -> reader.whole.tryComplete(reader.body));
    request.exceptionHandler(e -> reader.refuse(brokenOff()));
    if (announcedLength(request) > limit) {
      reader.refuse(reader.tooLarge());
      return reader.whole.future();
    }
    // RFC 9110 section 10.1.1: some clients send no body before they are told to.
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      request.response().writeContinue();
    }
    return reader.whole.future();
  }

  private void add(Buffer part) {
    if (whole.future().isComplete()) {
      return;
    }
    if (body.length() + part.length() > limit) {
      refuse(tooLarge());
      return;
    }
    body.appendBuffer(part);
  }

  private void refuse(Problem problem) {
    whole.tryFail(new RefusedRequestException(problem));
  }

  private Problem tooLarge() {
    return Problem.of(ProblemKind.BODY_TOO_LARGE, "the body is longer than " + limit + " octets")
        .with("allowed", "up to " + limit + " octets");
  }

  private static Problem brokenOff() {
    return Problem.of(ProblemKind.MALFORMED_REQUEST, "the body broke off");
  }

  /** The HTTP parser has refused whatever is no number. */
  private static long announcedLength(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length);
  }
}
