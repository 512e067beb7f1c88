package dev.rollcall.load.attack;

import java.io.IOException;

/** One way to misbehave, from its begin until it is closed. */
interface Attack extends AutoCloseable {
  String name();

  /** Begins, and goes on in threads of its own. */
  void begin() throws IOException;

  /** What the attacker saw so far. */
  String outcome();

  @Override
  void close() throws IOException;

  /** Waits for a thread that was told to end. */
  static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
