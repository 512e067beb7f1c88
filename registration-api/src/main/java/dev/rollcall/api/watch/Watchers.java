package dev.rollcall.api.watch;

import dev.rollcall.registry.Catalog;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All who wait for changes of the catalogue. Nothing is done for each of them on the thread that
 * makes changes. But where something else is said, called on the event loop.
 */
public final class Watchers {
  private final Vertx vertx;
  private final Context loop;
  private final int most;
  private final long signs; // id of the timer
  private final WatchCounters counters = new WatchCounters();
  private final Fanout fanout;
  private final Batches batches;
  private final Introductions introductions;

  /**
   * Begins to log changes.
   *
   * @param loop of all connections
   * @param most how many watchers there may be
   * @param signsOfLife how often a watcher that is told nothing hears that the node is there
   * @param failures told of Rollcall's own faults
   */
  public Watchers(
      Vertx vertx,
      Context loop,
      Catalog catalog,
      int most,
      Duration signsOfLife,
      Consumer<Throwable> failures) {
    this.vertx = vertx;
    this.loop = loop;
    this.most = most;
    this.fanout =
        new Fanout(vertx, loop, wake -> new ChangeLog(new SecureRandom(), catalog, wake), failures);
    ChangeLog log = fanout.log();
    this.batches = new Batches(log, Batches.PIECE);
    this.introductions = new Introductions(log, catalog);
    this.signs =
        vertx.setPeriodic(
            Math.max(1, signsOfLife.toMillis() / Fanout.SHARES),
            due -> loop.runOnContext(turn -> fanout.keepAlive()));
    catalog.follow(log);
  }

  /** Succeeds when the catalogue is whole and its changes are logged. */
  public Future<Void> ready() {
    var complete = batches.log().complete();
    return complete.isDone()
        ? Future.succeededFuture()
        : Future.fromCompletionStage(complete, loop);
  }

  /** Why nobody else is taken on now; empty when somebody is. */
  public Optional<String> hindrance() {
    if (fanout.hasEnded()) {
      return Optional.of("the node is shutting down");
    }
    return fanout.size() < most
        ? Optional.empty()
        : Optional.of("there are " + fanout.size() + " watchers, as many as --max-watchers allows");
  }

  /**
   * Sends events, once it is {@link #ready}, until the client is gone or the node stops; completes
   * then.
   *
   * @param progress called whenever some were handed to the network
   */
  public Future<Void> stream(WatchQuery query, HttpServerResponse response, Runnable progress) {
    var feed = new Feed(batches, introductions, query.selection(), query.since(), counters);
    return EventStream.send(response, feed, fanout, progress);
  }

  /**
   * The answer to one question, once it is {@link #ready}, as JSON in pieces, once there is
   * something to tell or the time is over. Never when the client is gone before.
   *
   * @param progress called now and then while it waits
   */
  public Future<Iterator<Buffer>> poll(
      WatchQuery query, HttpServerResponse response, Runnable progress) {
    var poll = new Poll(batches.log(), introductions, query.selection(), query.since(), counters);
    Optional<Page> page = poll.answer();
    if (page.isEmpty() && query.patience().isPositive()) {
      return LongPoll.ask(vertx, poll, query.patience(), response, fanout, progress);
    }
    return Future.succeededFuture(page.orElseGet(poll::nothing));
  }

  /** What they were told so far. Any thread. */
  public WatchActivity activity() {
    return new WatchActivity(fanout.size(), counters.events(), counters.resyncs());
  }

  /** Lets all go, and takes on nobody else. Any thread. */
  public void end() {
    vertx.cancelTimer(signs);
    loop.runOnContext(turn -> fanout.end());
  }
}
