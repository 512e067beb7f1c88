package dev.rollcall.health.probe;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One probe against the clock. The first to say what came of it is believed, and whatever was
 * opened is closed then. Owned by its event loop.
 */
final class Attempt {
  private final Vertx vertx;
  private final Duration timeout;
  private final long timer;
  private final Promise<Outcome> promise = Promise.promise();
  private String step = "connected";
  private @Nullable Runnable closing;
  private boolean over;

  Attempt(Vertx vertx, Duration timeout) {
    this.vertx = vertx;
    this.timeout = timeout;
    this.timer = vertx.setTimer(timeout.toMillis(), fired -> timeOut());
  }

  Running running() {
    return new Running(promise.future(), this::abandon);
  }

  /** What is to come next, for the message when it does not. */
  void expect(String next) {
    step = next;
  }

  /** Something was opened: it is closed when the attempt is over, which it may be by now. */
  void opened(Runnable close) {
    closing = close;
    if (over) {
      close.run();
    }
  }

  boolean isOver() {
    return over;
  }

  void pass(String output) {
    end(new Outcome.Passed(output));
  }

  void fail(Failure failure, String output) {
    end(new Outcome.Failed(failure, output));
  }

  void fail(Throwable cause) {
    if (!over) {
      Failure failure = Causes.failure(cause);
      fail(failure, Excerpt.shown(Causes.phrase(failure, cause)));
    }
  }

  private void abandon() {
    fail(Failure.CLOSED, "abandoned: the instance is not registered any more");
  }

  private void timeOut() {
    fail(Failure.TIMEOUT, "not " + step + " within " + timeout.toMillis() + " ms");
  }

  private void end(Outcome outcome) {
    if (over) {
      return;
    }
    over = true;
    vertx.cancelTimer(timer);
    if (closing != null) {
      closing.run();
    }
    promise.complete(outcome);
  }
}
