package dev.rollcall.api.watch;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A watcher that is told of changes as they happen. When it does not read, nothing is kept for it
 * but its place. Owned by the event loop.
 */
final class EventStream implements Watcher {
  /**
   * Octets on their way to a client, beyond which no more is written; one piece may come on top.
   */
  private static final int QUEUE = 16 * 1024;

  /**
   * Milliseconds; spread, so that the watchers of a node that stops do not come back all at once.
   */
  private static final int MIN_RETRY = 1000;

  private static final int MAX_RETRY = 5000;

  /** After so many it is no watcher any more, and comes back with the revision it has. */
  private static final int MOST_MISSED = 5;

  private final HttpServerResponse response;
  private final Feed feed;
  private final Fanout fanout;
  private final Runnable progress;
  private final Promise<Void> ended = Promise.promise();
  private boolean isToldAll; // as of its last turn
  private boolean isSignDue;
  private int missed; // signs of life in a row that found no room

  private EventStream(HttpServerResponse response, Feed feed, Fanout fanout, Runnable progress) {
    this.response = response;
    this.feed = feed;
    this.fanout = fanout;
    this.progress = progress;
  }

  /**
   * Sends until the client is gone or the node stops.
   *
   * @param progress called when something was handed to the network
   */
  static Future<Void> send(
      HttpServerResponse response, Feed feed, Fanout fanout, Runnable progress) {
    var stream = new EventStream(response, feed, fanout, progress);
    response
        .setChunked(true)
        .setWriteQueueMaxSize(QUEUE)
        .exceptionHandler(gone -> stream.stop())
        .closeHandler(gone -> stream.stop())
        .drainHandler(drained -> fanout.schedule(stream));
    stream.write(EventText.retry(ThreadLocalRandom.current().nextInt(MIN_RETRY, MAX_RETRY)));
    fanout.open(stream);
    return stream.ended.future();
  }

  @Override
  public Selection selection() {
    return feed.selection();
  }

  @Override
  public boolean advance() {
    isToldAll = false;
    if (response.closed() || response.writeQueueFull()) {
      return false; // when it drains, there is another turn
    }
    Buffer piece = feed.next();
    if (piece.length() == 0 && isSignDue) {
      piece = feed.keepAlive();
    }
    isSignDue = false;
    missed = 0;
    if (piece.length() == 0) {
      isToldAll = true;
      return false;
    }
    write(piece);
    return true;
  }

  @Override
  public void passOver(long upTo) {
    if (isToldAll) { // else it has its next turn when the client reads
      feed.passOver(upTo);
    }
  }

  @Override
  public void keepAlive() {
    missed = isSignDue ? missed + 1 : 0;
    isSignDue = true;
    if (missed >= MOST_MISSED) {
      // Its connection counts as idle by now, and would not if this were an answer that is sent.
      ended.tryFail("the client does not read");
      stop();
    }
  }

  @Override
  public void end() {
    response.end();
    stop();
  }

  private void write(Buffer piece) {
    response.write(piece).onSuccess(written -> progress.run());
  }

  private void stop() {
    fanout.close(this);
    ended.tryComplete();
  }
}
