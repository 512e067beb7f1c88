package dev.rollcall.registry.live;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** A task that runs again and again on a daemon thread of its own, with a pause after each run. */
public final class PeriodicTask implements AutoCloseable {
  private static final Logger LOG = System.getLogger(PeriodicTask.class.getName());

  private final String name;
  private final Duration pause;
  private final Runnable task;
  private final Thread thread;
  private boolean failing; // owned by the task's thread
  private volatile boolean closed;

  private PeriodicTask(String name, Duration pause, Runnable task) {
    this.name = name;
    this.pause = pause;
    this.task = task;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::repeat);
  }

  /** Starts the task on a thread of that name; the first run comes after one pause. */
  public static PeriodicTask start(String name, Duration pause, Runnable task) {
    var periodic = new PeriodicTask(name, pause, task);
    periodic.thread.start();
    return periodic;
  }

  /** No run begins after this; one under way is interrupted. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void repeat() {
    try {
      Thread.sleep(pause);
      while (!closed) {
        run();
        Thread.sleep(pause);
      }
    } catch (InterruptedException e) {
      thread.interrupt();
    }
  }

  /** A failure is logged when it begins, not each time, and does not end the task. */
  private void run() {
    try {
      task.run();
      failing = false;
    } catch (RuntimeException | Error e) {
      // Even an error must not end the leases' thread for good.
      if (!failing && !closed) {
        LOG.log(Level.WARNING, name + " failed, will go on trying", e);
      }
      failing = true;
    }
  }
}
