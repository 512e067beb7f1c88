package dev.rollcall.registry.agreed;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What all nodes agree on, and the way to add to it. Any thread may call; no method blocks. */
public interface Agreement {
  /** What this node knows to be agreed, from its own memory. Never goes back. */
  Agreed current();

  /**
   * Merges {@code part} into what is agreed. Completes when the owner and its backups have it and
   * {@link #current} gives it, on a thread of the registry, which must not be held up; fails only
   * where Rollcall itself is at fault. To contribute the same twice is safe.
   */
  CompletionStage<Contribution> contribute(Agreed part);

  /**
   * Tells {@code follower} what is agreed now, then each time it changed, for as long as the node
   * runs. Called on the thread of the live view, as {@link dev.rollcall.registry.Follower} is: work
   * there is to take microseconds. {@link #current} already gives what it is told; a node tells it
   * before it says that its catalogue is loaded.
   */
  void follow(Consumer<Agreed> follower);
}
