package dev.rollcall.cluster.lease;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.Registered;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * When this node last heard of each instance. It remembers until the instance is gone from the
 * view, which it follows, and lists those whose owners have not been told yet. Safe for any thread;
 * no method blocks, and {@link #hear} allocates only at the first heartbeat of an instance.
 */
public final class Heartbeats implements Follower {
  private final Function<InstanceKey, Optional<Entry>> view;
  private final ToIntFunction<InstanceKey> partitionOf;
  private final TimeSource time;
  private final ConcurrentMap<InstanceKey, Heard> heard = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Heard> untold = new AtomicReference<>();
  private final LongAdder count = new LongAdder();

  /**
   * @param view what this node knows of an instance
   * @param partitionOf in which partition it lies
   */
  public Heartbeats(
      Function<InstanceKey, Optional<Entry>> view,
      ToIntFunction<InstanceKey> partitionOf,
      TimeSource time) {
    this.view = view;
    this.partitionOf = partitionOf;
    this.time = time;
  }

  /**
   * Takes a heartbeat, of which the owner of the lease will be told.
   *
   * @param at when it was heard, in nanoseconds
   * @return whether that instance is registered, as far as this node knows
   */
  public boolean hear(InstanceKey key, long at) {
    Heard instance = remember(key, at);
    if (instance == null) {
      return false;
    }
    count.increment();
    await(instance);
    return true;
  }

  /** Takes a registration for a sign of life; its owner knows of it already. */
  public void hearRegistration(InstanceKey key) {
    Heard _ = remember(key, time.nanoTime());
  }

  /** How long ago that instance was heard of here; empty when it never was. */
  Optional<Duration> age(InstanceKey key) {
    Heard instance = heard.get(key);
    return instance == null
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(time.nanoTime() - instance.at()));
  }

  /** Whether that instance was heard of here less than one of its leases ago. */
  boolean isAlive(Registered held) {
    return age(held.key()).filter(age -> age.compareTo(held.instance().lease()) < 0).isPresent();
  }

  /** How many heartbeats of registered instances were heard. */
  public long count() {
    return count.sum();
  }

  /** Those whose owners are to be told, the first of a chain; they wait no longer. */
  @Nullable Heard takeUntold() {
    return untold.getAndSet(null);
  }

  boolean isWaiting() {
    return untold.get() != null;
  }

  /** The owner could not be told: it is told again if the lease lasts. */
  void keep(Heard instance) {
    Registered held = registered(instance.key);
    if (held == null) {
      heard.remove(instance.key, instance);
      return;
    }
    if (time.nanoTime() - instance.at() < held.instance().lease().toNanos()) {
      await(instance);
    }
  }

  @Override
  public void changed(List<Change> changes) {
    for (Change change : changes) {
      if (!(change.after() instanceof Registered)) {
        heard.remove(change.key());
      }
    }
  }

  private @Nullable Heard remember(InstanceKey key, long at) {
    Heard known = heard.get(key);
    if (known != null) {
      known.hear(at);
      return known;
    }
    Registered held = registered(key);
    if (held == null) {
      return null;
    }
    // Its key is in memory anyway, the one of the request would come on top.
    InstanceKey own = held.key();
    Heard instance =
        heard.computeIfAbsent(own, unknown -> new Heard(own, partitionOf.applyAsInt(own), at));
    instance.hear(at);
    // It may have left meanwhile, and the word of that have come too early.
    if (registered(key) == null) {
      heard.remove(key, instance);
    }
    return instance;
  }

  private void await(Heard instance) {
    if (!instance.beginWaiting()) {
      return;
    }
    Heard first;
    do {
      first = untold.get();
      instance.next = first;
    } while (!untold.compareAndSet(first, instance));
  }

  private @Nullable Registered registered(InstanceKey key) {
    return view.apply(key).orElse(null) instanceof Registered held ? held : null;
  }
}
