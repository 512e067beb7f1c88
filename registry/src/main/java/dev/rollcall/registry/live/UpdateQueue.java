package dev.rollcall.registry.live;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * One thread that carries out updates in the order they were added, as many at a time as are
 * waiting: under load, bursts coalesce by themselves.
 */
final class UpdateQueue implements AutoCloseable {
  private static final Logger LOG = System.getLogger(UpdateQueue.class.getName());
  private static final int MOST_AT_ONCE = 1024;
  private static final Duration BETWEEN_LOGS = Duration.ofSeconds(10);

  private final LinkedBlockingQueue<Pending> waiting = new LinkedBlockingQueue<>();
  private final Consumer<List<Update>> carryOut;
  // Owned by the queue's thread.
  private boolean closing;
  private boolean hasLogged;
  private long lastLogged;

  private volatile boolean closed;

  private record Pending(Update update, CompletableFuture<Void> done) {}

  UpdateQueue(String name, Consumer<List<Update>> carryOut) {
    this.carryOut = carryOut;
    Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  /** Any thread. The future completes on the queue's thread, or here when that has ended. */
  CompletableFuture<Void> add(Update update) {
    var done = new CompletableFuture<Void>();
    waiting.add(new Pending(update, done));
    if (closed) {
      refuseWaiting();
    }
    return done;
  }

  /** Runs {@code word} on the queue's thread after all that was added before. Any thread. */
  void tell(Runnable word) {
    waiting.add(new Pending(new Update.Tell(word), new CompletableFuture<>()));
  }

  /** How many updates nobody has begun to carry out. Any thread. */
  int size() {
    return waiting.size();
  }

  /** Carries out what was added before, then ends the thread. What is added later fails. */
  @Override
  public void close() {
    tell(() -> closing = true);
  }

  private void run() {
    try {
      var batch = new ArrayList<Pending>();
      while (!closing) {
        batch.add(waiting.take());
        waiting.drainTo(batch, MOST_AT_ONCE - 1);
        carryOut(batch);
        batch.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closed = true;
      refuseWaiting();
    }
  }

  private void refuseWaiting() {
    for (Pending late = waiting.poll(); late != null; late = waiting.poll()) {
      late.done().completeExceptionally(new IllegalStateException("the live view is closed"));
    }
  }

  private void carryOut(List<Pending> batch) {
    try {
      carryOut.accept(batch.stream().map(Pending::update).toList());
      batch.forEach(pending -> pending.done().complete(null));
    } catch (RuntimeException | Error e) {
      // A failing follower must not end the view: whoever waits is told, and the next batch runs.
      log(e);
      batch.forEach(pending -> pending.done().completeExceptionally(e));
    }
  }

  private void log(Throwable failure) {
    long now = System.nanoTime();
    if (!hasLogged || now - lastLogged > BETWEEN_LOGS.toNanos()) {
      LOG.log(Level.ERROR, "a change could not be carried out", failure);
      hasLogged = true;
      lastLogged = now;
    }
  }
}
