package dev.rollcall.cluster.journal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Changes on their way to the disk. While it is closed they are not kept: the snapshot that follows
 * has them. Any thread may call; no method but {@link #await} blocks.
 */
final class Backlog {
  /** Most changes that wait; with more the disk is taken for broken, so that memory is bounded. */
  static final int MOST = 100_000;

  private final Semaphore arrivals = new Semaphore(0);

  // Guarded by this.
  private boolean open;
  private Batch waiting = new Batch();
  private final Deque<Batch> taken = new ArrayDeque<>();
  private @Nullable String trouble;

  private static final class Batch {
    private final List<JournalItem> items = new ArrayList<>();
    private final CompletableFuture<Void> saved = new CompletableFuture<>();
  }

  /** Keeps them for the disk; forgets them while it is closed. */
  void add(List<JournalItem> items) {
    if (overflowsBy(items)) {
      refuse("the disk is too slow for " + MOST + " changes that wait");
    }
    arrivals.release();
  }

  private synchronized boolean overflowsBy(List<JournalItem> items) {
    if (!open) {
      return false;
    }
    waiting.items.addAll(items);
    return size() > MOST;
  }

  /** Completes when all that was added before is on the disk. */
  synchronized CompletionStage<Void> saved() {
    if (trouble != null) {
      return CompletableFuture.failedFuture(new UnsavedException(trouble));
    }
    if (!waiting.items.isEmpty()) {
      return waiting.saved;
    }
    return taken.isEmpty() ? CompletableFuture.completedFuture(null) : taken.getLast().saved;
  }

  /** How many changes are not on the disk yet, of those that are kept for it. */
  synchronized int size() {
    return waiting.items.size() + taken.stream().mapToInt(batch -> batch.items.size()).sum();
  }

  /** Why nothing gets to the disk at the moment. */
  synchronized Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  synchronized boolean isOpen() {
    return open;
  }

  /** Keeps from now on what is added. What was waiting is in the view, hence in a snapshot. */
  synchronized void open() {
    open = true;
  }

  /** All that waits, to be written in this order. */
  synchronized List<JournalItem> take() {
    if (waiting.items.isEmpty()) {
      return List.of();
    }
    Batch batch = waiting;
    taken.add(batch);
    waiting = new Batch();
    return batch.items;
  }

  /** All that was taken is on the disk. */
  void written() {
    List<Batch> done;
    synchronized (this) {
      done = List.copyOf(taken);
      taken.clear();
    }
    done.forEach(batch -> batch.saved.complete(null));
  }

  /** A snapshot with all that was lost is on the disk, and so is all that was taken. */
  void recovered() {
    synchronized (this) {
      trouble = null;
    }
    written();
  }

  /** What was taken or waits will not get to the disk, and nothing is kept for it any more. */
  void refuse(String reason) {
    List<Batch> lost = new ArrayList<>();
    synchronized (this) {
      open = false;
      trouble = reason;
      lost.addAll(taken);
      lost.add(waiting);
      taken.clear();
      waiting = new Batch();
    }
    lost.forEach(batch -> batch.saved.completeExceptionally(new UnsavedException(reason)));
  }

  /** Waits until something was added, {@link #hurry} was called, or the time is over. */
  void await(Duration atMost) throws InterruptedException {
    if (arrivals.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      arrivals.drainPermits();
    }
  }

  /** Whoever waits goes on. */
  void hurry() {
    arrivals.release();
  }
}
