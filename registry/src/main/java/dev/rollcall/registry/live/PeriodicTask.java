package dev.rollcall.registry.live;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A task that runs again and again on a daemon thread of its own, with a pause after each run. */
public final class PeriodicTask implements AutoCloseable {
  private static final Logger LOG = System.getLogger(PeriodicTask.class.getName());

  private final String name;
  private final Runnable task;
  private final ScheduledExecutorService executor;
  private boolean failed; // owned by the task's thread

  private PeriodicTask(String name, Runnable task) {
    this.name = name;
    this.task = task;
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            work -> Thread.ofPlatform().name(name).daemon().unstarted(work));
  }

  /** Starts the task on a thread of that name; the first run comes after one pause. */
  public static PeriodicTask start(String name, Duration pause, Runnable task) {
    var periodic = new PeriodicTask(name, task);
    long nanos = pause.toNanos();
    periodic.executor.scheduleWithFixedDelay(
        periodic::run, nanos, nanos, TimeUnit.NANOSECONDS);
    return periodic;
  }

  /** No run begins after this; one under way is interrupted. */
  @Override
  public void close() {
    executor.shutdownNow();
  }

  /** A failure is logged when it begins, not each time, and does not end the task. */
  private void run() {
    try {
      task.run();
      failed = false;
    } catch (RuntimeException e) {
      if (!failed && !executor.isShutdown()) {
        LOG.log(Level.WARNING, name + " failed, will go on trying", e);
      }
      failed = true;
    }
  }
}
