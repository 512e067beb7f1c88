package dev.rollcall.server.command;

import java.time.Duration;

/** How the process is told to end, by SIGTERM or SIGINT. Used by the main thread. */
public interface StopRequest {
  /** From now on a request ends the process at once, with exit code 0. */
  void endsAtOnce();

  /** From now on a request waits for the command to end in order, 10 s at most. */
  void endsInOrder();

  /** Waits for a request, or until the time is over; true when it has come. */
  boolean within(Duration atMost) throws InterruptedException;

  /** One that never comes, where it is not the process that ends. */
  static StopRequest never() {
    return new StopRequest() {
      @Override
      public void endsAtOnce() {}

      @Override
      public void endsInOrder() {}

      @Override
      public boolean within(Duration atMost) throws InterruptedException {
        Thread.sleep(atMost);
        return false;
      }
    };
  }
}
