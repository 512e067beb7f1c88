package dev.rollcall.registry.live;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A follower that holds up the view at the first change until the test lets it go on. */
final class Gate implements Follower {
  private final CompletableFuture<Void> reached = new CompletableFuture<>();
  private final CompletableFuture<Void> opened = new CompletableFuture<>();

  @Override
  public void changed(List<Change> changes) {
    reached.complete(null);
    opened.orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** Waits until the view stands at the gate. */
  void awaitFollower() {
    reached.orTimeout(10, TimeUnit.SECONDS).join();
  }

  void open() {
    opened.complete(null);
  }
}
