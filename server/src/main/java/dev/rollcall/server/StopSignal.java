package dev.rollcall.server;

import dev.rollcall.server.command.StopRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets the main thread end the process in order: SIGTERM and SIGINT only ask for it, and the
 * process ends with the main thread's exit code, or by force when that takes too long. A node that
 * has not come to serve yet has nothing to bring in order, and ends at once; so does a command that
 * only looks on. Any other one ends at once too, but then it has not done what it was told.
 */
final class StopSignal implements StopRequest {
  /** How long a stop may take in all. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int FORCED = 1;

  private final CountDownLatch asked = new CountDownLatch(1);
  private volatile boolean free;
  private volatile boolean serving;
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

  /** Listens for signals from now on. */
  static StopSignal install() {
    var signal = new StopSignal();
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("rollcall-stop").unstarted(signal::end));
    return signal;
  }

  @Override
  public void endsAtOnce() {
    free = true;
  }

  @Override
  public void endsInOrder() {
    serving = true;
  }

  @Override
  public boolean within(Duration atMost) throws InterruptedException {
    return asked.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Says that the node serves, and waits until the process is asked to stop. */
  void awaitWhileServing() throws InterruptedException {
    endsInOrder();
    asked.await();
  }

  /** Ends the process; main thread, as its last act. */
  void exit(int code) {
    exitCode.complete(code);
    System.exit(code);
  }

  /** Runs on the JVM's shutdown, which a signal or {@link #exit} began. */
  private void end() {
    asked.countDown();
    // A JVM that a signal ends would report 143, which supervisors take for a failure.
    Runtime.getRuntime().halt(finalCode());
  }

  private int finalCode() {
    if (!serving && !exitCode.isDone()) {
      return free ? 0 : FORCED;
    }
    try {
      return exitCode.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      System.err.println(
          "rollcall: did not stop within " + PATIENCE.toSeconds() + " s, ended by force");
      return FORCED;
    } catch (InterruptedException | ExecutionException e) {
      return FORCED;
    }
  }
}
