package dev.rollcall.registry.live;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Those who follow the live view. The failure of one keeps nothing from the others.
 *
 * @param <F> who they are
 */
final class Followers<F> {
  // Owned by the view thread.
  private final List<F> all = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();

  void add(F follower) {
    all.add(follower);
  }

  void tell(Consumer<F> word) {
    all.forEach(follower -> tell(follower, word));
  }

  /** The same; false when one of them failed. */
  boolean tellAll(Consumer<F> word) {
    int before = failures.size();
    tell(word);
    return failures.size() == before;
  }

  void tell(F follower, Consumer<F> word) {
    attempt(() -> word.accept(follower));
  }

  /** Does what may fail, and notes it as the failure of a follower. */
  void attempt(Runnable word) {
    try {
      word.run();
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
