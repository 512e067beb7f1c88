package dev.rollcall.registry.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeriodicTaskTest {
  private static final Duration PAUSE = Duration.ofMillis(1);

  private final LogRecords log = new LogRecords(PeriodicTask.class);
  private final BlockingQueue<Thread> runs = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void aTaskRunsAgainAndAgainOnOneThreadOfItsName() throws Exception {
    try (var _ = PeriodicTask.start("test-task", PAUSE, this::run)) {
      Thread first = nextRun();
      assertEquals("test-task", first.getName());
      assertTrue(first.isDaemon());
      assertEquals(first, nextRun());
    }
  }

  @Test
  void aFailureEndsNothingAndIsLoggedWhenItBegins() throws Exception {
    var failing = new CountDownLatch(5);
    Runnable work =
        () -> {
          run();
          if (failing.getCount() > 0) {
            failing.countDown();
            throw new IllegalStateException("run failed");
          }
        };
    try (var _ = PeriodicTask.start("test-task", PAUSE, work)) {
      for (int i = 0; i < 10; i++) {
        nextRun();
      }
    }
    assertEquals(1, log.all().size());
    assertEquals("test-task failed, will go on trying", log.all().getFirst().getMessage());
  }

  @Test
  void closingEndsTheThread() throws Exception {
    Thread thread;
    try (var _ = PeriodicTask.start("test-task", PAUSE, this::run)) {
      thread = nextRun();
    }
    assertTrue(thread.join(Duration.ofSeconds(10)));
  }

  @Test
  void closingInterruptsARunThatIsUnderWayAndEndsEvenIfThatIsSwallowed() throws Exception {
    var interrupted = new CompletableFuture<Void>();
    Runnable work =
        () -> {
          run();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.complete(null);
          }
        };
    Thread thread;
    try (var _ = PeriodicTask.start("test-task", PAUSE, work)) {
      thread = nextRun();
    }
    interrupted.get(10, TimeUnit.SECONDS);
    assertTrue(thread.join(Duration.ofSeconds(10)));
    assertEquals(0, runs.size());
  }

  private void run() {
    runs.add(Thread.currentThread());
  }

  private Thread nextRun() throws InterruptedException {
    Thread thread = runs.poll(10, TimeUnit.SECONDS);
    assertTrue(thread != null, "no run within 10 s");
    return thread;
  }
}
