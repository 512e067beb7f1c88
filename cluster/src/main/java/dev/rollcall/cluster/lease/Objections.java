package dev.rollcall.cluster.lease;

import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.live.Objector;
import dev.rollcall.registry.state.Command;
import dev.rollcall.registry.state.Command.Revive;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.Tombstone;
import dev.rollcall.registry.state.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Objects when a lease is said to have ended although its instance was heard of here less than one
 * length ago: the view goes on showing it, and it is revived in the registry. When that cannot be
 * done until the heartbeat is a length old, the end is shown after all.
 */
final class Objections implements Objector {
  private static final Duration RETRY = Duration.ofSeconds(1);

  /** After a split there may be as many as there are instances; the lease thread goes on. */
  static final int MOST_AT_ONCE = 2_000;

  private final Heartbeats heartbeats;
  private final LiveView view;
  private final Function<Command, CompletionStage<Transition>> registry;
  private final TimeSource time;
  private final ConcurrentMap<InstanceKey, Objection> pending = new ConcurrentHashMap<>();
  private final LongAdder revived = new LongAdder();

  /** One of which the registry has not been told yet. */
  private static final class Objection {
    final Registered shown;
    final Tombstone expired;
    private volatile boolean isUnderWay;
    private volatile long next; // nanoseconds

    Objection(Registered shown, Tombstone expired, long now) {
      this.shown = shown;
      this.expired = expired;
      this.next = now;
    }

    boolean isDue(long now) {
      return !isUnderWay && next <= now;
    }
  }

  /**
   * @param registry carries out a command and shows what came of it, without waiting
   */
  Objections(
      Heartbeats heartbeats,
      LiveView view,
      Function<Command, CompletionStage<Transition>> registry,
      TimeSource time) {
    this.heartbeats = heartbeats;
    this.view = view;
    this.registry = registry;
    this.time = time;
  }

  @Override
  public boolean objectsTo(Registered shown, Tombstone expired) {
    if (!heartbeats.isAlive(shown)) {
      return false;
    }
    pending.compute(
        shown.key(),
        (key, earlier) ->
            earlier != null && earlier.expired.equals(expired)
                ? earlier
                : new Objection(shown, expired, time.nanoTime()));
    return true;
  }

  /**
   * Tells the registry of those it was not told of yet, {@link #MOST_AT_ONCE} of them. Lease
   * thread; completes when the registry was told.
   */
  CompletableFuture<Void> press() {
    var told = new ArrayList<CompletableFuture<Void>>();
    for (Objection objection : pending.values()) {
      if (told.size() == MOST_AT_ONCE) {
        break;
      }
      if (objection.isDue(time.nanoTime())) {
        told.add(press(objection));
      }
    }
    return CompletableFuture.allOf(told.toArray(CompletableFuture<?>[]::new));
  }

  /** How many instances were brought back. */
  long revived() {
    return revived.sum();
  }

  private CompletableFuture<Void> press(Objection objection) {
    if (!heartbeats.isAlive(objection.shown)) {
      pending.remove(objection.shown.key(), objection);
      return view.apply(objection.expired).exceptionally(failure -> null);
    }
    objection.isUnderWay = true;
    return CompletableFuture.completedFuture(
            new Revive(objection.shown, objection.expired.version()))
        .thenCompose(registry)
        .handle(
            (made, failure) -> {
              if (failure == null) {
                settled(objection, made);
              } else {
                objection.next = time.nanoTime() + RETRY.toNanos();
                objection.isUnderWay = false;
              }
              return null;
            });
  }

  private void settled(Objection objection, Transition made) {
    pending.remove(objection.shown.key(), objection);
    if (made.after() instanceof Registered now
        && now.version().equals(objection.expired.version().next())) {
      revived.increment();
    }
  }
}
