package dev.rollcall.registry.live;

import dev.rollcall.registry.agreed.Agreed;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What this node knows to be agreed. Values may come in any order and more than once: they are
 * merged. The thread of the live view writes and calls the followers; anybody reads.
 */
public final class LiveAgreement {
  private final LiveView view;
  private volatile Agreed current = Agreed.NOTHING; // written by the view thread

  // Owned by the view thread.
  private final Followers<Consumer<Agreed>> followers = new Followers<>();

  public LiveAgreement(LiveView view) {
    this.view = view;
  }

  /** What is agreed as far as this node knows. */
  public Agreed current() {
    return current;
  }

  /** Tells {@code follower} what is agreed, then each change, on the view thread. */
  public void follow(Consumer<Agreed> follower) {
    CompletableFuture<Void> _ =
        view.run(
            () -> {
              followers.add(follower);
              followers.tell(follower, newcomer -> newcomer.accept(current));
              followers.throwFailures();
            });
  }

  /** Merges a value in; completes once the followers have seen it, fails when one failed. */
  public CompletableFuture<Void> apply(Agreed arriving) {
    return view.run(() -> take(current.merge(arriving)));
  }

  private void take(Agreed merged) {
    if (merged.equals(current)) {
      return;
    }
    current = merged;
    followers.tell(follower -> follower.accept(merged));
    followers.throwFailures();
  }
}
