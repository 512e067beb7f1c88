package dev.rollcall.api.watch;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Iterator;

/** A watcher that asks again and again, while it waits for an answer. Owned by the event loop. */
final class LongPoll implements Watcher {
  private final Poll poll;
  private final Fanout fanout;
  private final Runnable progress;
  private final Promise<Iterator<Buffer>> answer = Promise.promise();

  private LongPoll(Poll poll, Fanout fanout, Runnable progress) {
    this.poll = poll;
    this.fanout = fanout;
    this.progress = progress;
  }

  /**
   * The answer, once something has happened, or after {@code wait}. None when the client is gone.
   *
   * @param wait more than 0
   * @param progress called now and then while it waits
   */
  static Future<Iterator<Buffer>> ask(
      Vertx vertx,
      Poll poll,
      Duration wait,
      HttpServerResponse response,
      Fanout fanout,
      Runnable progress) {
    var waiting = new LongPoll(poll, fanout, progress);
    long timer = vertx.setTimer(wait.toMillis(), over -> waiting.end());
    response.closeHandler(gone -> fanout.close(waiting));
    fanout.open(waiting);
    return waiting.answer.future().onComplete(given -> vertx.cancelTimer(timer));
  }

  @Override
  public Selection selection() {
    return poll.selection();
  }

  @Override
  public boolean advance() {
    poll.answer().ifPresent(this::give);
    return false;
  }

  @Override
  public void passOver(long upTo) {
    poll.passOver(upTo); // one that waits was told all that there was
  }

  @Override
  public void keepAlive() {
    progress.run();
  }

  @Override
  public void end() {
    give(poll.nothing());
  }

  private void give(Page page) {
    fanout.close(this);
    answer.tryComplete(page);
  }
}
