package dev.rollcall.cluster.journal;

import dev.rollcall.cluster.journal.JournalItem.SignOfLife;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.standing.JournalState.Durability;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The thread {@code rollcall-journal}: writes what waits, one fsync for all of it, and begins a new
 * generation at the start, when the log has outgrown its snapshot, and every second after a failure
 * until one is complete.
 */
final class JournalWriter {
  /** How long changes wait for others when no acknowledgement waits for them. */
  private static final Duration GATHERING = Duration.ofMillis(50);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration BETWEEN_SIGNS = Duration.ofSeconds(30);
  private static final Duration LAST_WRITE = Duration.ofSeconds(2);

  private static final Logger LOG = System.getLogger(JournalWriter.class.getName());

  private final Backlog backlog;
  private final Generations generations;
  private final Durability durability;
  private final TimeSource time;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().name("rollcall-journal").daemon().unstarted(this::run);

  // Owned by the writer's thread.
  private long lastSign;
  private long failedAt;

  // Written by the writer's thread.
  private volatile @Nullable String trouble;

  JournalWriter(Backlog backlog, Generations generations, Durability durability, TimeSource time) {
    this.backlog = backlog;
    this.generations = generations;
    this.durability = durability;
    this.time = time;
  }

  /** Starts the thread; blocks until the first generation is complete or could not be begun. */
  void start() {
    thread.start();
    await(begun);
  }

  /** Writes what waits, then ends the thread. */
  void close() {
    closing.countDown();
    backlog.hurry();
    try {
      thread.join(LAST_WRITE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  private void run() {
    try {
      boolean isLast;
      do {
        isLast = closing.getCount() == 0;
        attempt(isLast);
        begun.countDown();
        pause(isLast);
      } while (!isLast);
    } catch (InterruptedException e) {
      thread.interrupt();
    } finally {
      generations.close();
      backlog.refuse("this node is stopping");
    }
  }

  private void pause(boolean isLast) throws InterruptedException {
    if (isLast) {
      return;
    }
    backlog.await(PAUSE);
    if (durability == Durability.BATCHED) {
      boolean _ = closing.await(GATHERING.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** One round; a failure ends the round and not the thread. */
  private void attempt(boolean isLast) {
    try {
      if (trouble == null && backlog.trouble().isPresent()) {
        throw new IOException(backlog.trouble().get());
      }
      write(isLast);
      if (generations.isNextDue() && (trouble == null || isTimeToTryAgain())) {
        generations.begin(sign());
        succeeded();
      }
    } catch (IOException | RuntimeException | Error e) {
      failed(e);
    }
  }

  private void write(boolean isLast) throws IOException {
    if (!generations.isWritable()) {
      return;
    }
    List<JournalItem> items = backlog.take();
    boolean isSignDue = time.nanoTime() - lastSign >= BETWEEN_SIGNS.toNanos();
    if (items.isEmpty() && !isSignDue && !isLast) {
      return;
    }
    var all = new ArrayList<JournalItem>(items);
    if (isSignDue || isLast) {
      all.add(sign());
    }
    generations.write(all);
    backlog.written();
  }

  private SignOfLife sign() {
    lastSign = time.nanoTime();
    return new SignOfLife(time.instant());
  }

  private boolean isTimeToTryAgain() {
    return System.nanoTime() - failedAt >= PAUSE.toNanos();
  }

  private void succeeded() {
    backlog.recovered();
    if (trouble != null) {
      LOG.log(Level.INFO, "the journal is written again");
    }
    trouble = null;
  }

  /** Said when it begins, not each time that it fails again. */
  private void failed(Throwable failure) {
    failedAt = System.nanoTime();
    String reason = "the journal cannot be written: " + reasonOf(failure);
    if (trouble == null) {
      LOG.log(Level.ERROR, reason + "; trying again every second", failure);
    }
    trouble = reason;
    if (!generations.isWritable()) {
      backlog.refuse(reason);
    }
  }

  private static String reasonOf(Throwable failure) {
    boolean isOfTheDisk = failure instanceof IOException && failure.getMessage() != null;
    return isOfTheDisk ? Objects.requireNonNull(failure.getMessage()) : failure.toString();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
