package dev.rollcall.registry.live;

import dev.rollcall.registry.Follower;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Those who follow the live view. The failure of one keeps nothing from the others. */
final class Followers {
  // Owned by the view thread.
  private final List<Follower> all = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();

  void add(Follower follower) {
    all.add(follower);
  }

  void tell(Consumer<Follower> word) {
    all.forEach(follower -> tell(follower, word));
  }

  void tell(Follower follower, Consumer<Follower> word) {
    try {
      word.accept(follower);
    } catch (RuntimeException | Error e) {
      failures.add(e);
    }
  }

  /** Whether one has failed since {@link #throwFailures} was called. */
  boolean haveFailed() {
    return !failures.isEmpty();
  }

  /**
   * Throws what failed since the last call, so that whoever waits for an acknowledgement is told.
   */
  void throwFailures() {
    if (failures.isEmpty()) {
      return;
    }
    var thrown = new IllegalStateException("a follower of the live view failed");
    failures.forEach(thrown::addSuppressed);
    failures.clear();
    throw thrown;
  }
}
