package dev.rollcall.cluster.lease;

import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.lease.LeaseKeeper;
import dev.rollcall.registry.state.Command;
import dev.rollcall.registry.state.Command.Expire;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.Transition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the leases that are over, unless something speaks for them. Owned by the lease thread. */
final class LeaseWatch {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseWatch.class);
  private static final Duration LONGEST_GAP = Duration.ofSeconds(1);

  private final LeaseKeeper leases;
  private final Inquest inquest;
  private final Function<InstanceKey, Optional<Entry>> view;
  private final Function<Command, CompletionStage<Transition>> registry;
  private final TimeSource time;
  private final LongAdder pauses = new LongAdder(); // read by any thread
  private boolean hasLooked;
  private long lastLook;

  /**
   * @param view what this node knows of an instance
   * @param registry carries out a command and shows what came of it, without waiting
   */
  LeaseWatch(
      LeaseKeeper leases,
      Inquest inquest,
      Function<InstanceKey, Optional<Entry>> view,
      Function<Command, CompletionStage<Transition>> registry,
      TimeSource time) {
    this.leases = leases;
    this.inquest = inquest;
    this.view = view;
    this.registry = registry;
    this.time = time;
  }

  /** Whoever sleeps hears no heartbeats: after a pause of this node every lease starts over. */
  void notePause() {
    long now = time.nanoTime();
    long gap = now - lastLook;
    boolean isPause = hasLooked && gap > LONGEST_GAP.toNanos();
    hasLooked = true;
    lastLook = now;
    if (isPause) {
      leases.restartAll();
      pauses.increment();
      LOG.warn(
          "this node was paused for {} ms: all {} leases that it keeps start over",
          gap / 1_000_000,
          leases.size());
    }
  }

  /** How often this node was paused. Any thread. */
  long pauses() {
    return pauses.sum();
  }

  /** Completes when all that were to be ended have been, or are to be tried again. */
  CompletableFuture<Void> look(Set<UUID> others) {
    return all(
        inquest.hold(others).stream()
            .map(
                outcome ->
                    outcome.thenCompose(ended -> all(ended.stream().map(this::end).toList())))
            .toList());
  }

  private CompletableFuture<Void> end(Expire expire) {
    return CompletableFuture.completedFuture(expire)
        .thenCompose(registry)
        .handle(
            (made, failure) -> {
              // Also where the map has lost it for now: once it is back nobody else would end it.
              if (view.apply(expire.key()).orElse(null) instanceof Registered held) {
                leases.retry(held);
              }
              return null;
            });
  }

  private static CompletableFuture<Void> all(List<CompletableFuture<Void>> stages) {
    return CompletableFuture.allOf(stages.toArray(CompletableFuture<?>[]::new));
  }
}
