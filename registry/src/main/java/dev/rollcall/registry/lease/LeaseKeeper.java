package dev.rollcall.registry.lease;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Command.Expire;
import dev.rollcall.registry.state.Registered;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * Keeps the leases that this node owns. It follows the live view, takes renewals, and says which
 * leases have ended; ending them in the registry is up to the caller. Leases are kept nowhere else:
 * whoever takes over a lease gives it one full length from then on.
 *
 * <p>Safe for any thread; every method holds the lock for microseconds, {@link #takeOver} for as
 * long as it takes to look at all leases.
 */
public final class LeaseKeeper implements Follower {
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final TimeSource time;
  private final LeaseWheel wheel; // guarded by this
  private Predicate<InstanceKey> owned; // guarded by this

  /** A keeper of the leases whose key {@code owned} accepts, until {@link #takeOver} says else. */
  public LeaseKeeper(TimeSource time, Predicate<InstanceKey> owned) {
    this.time = time;
    this.owned = owned;
    this.wheel = new LeaseWheel(time.nanoTime());
  }

  @Override
  public synchronized void changed(List<Change> changes) {
    long now = time.nanoTime();
    for (Change change : changes) {
      if (!owned.test(change.key())) {
        continue;
      }
      if (!(change.after() instanceof Registered held)) {
        wheel.close(change.key());
      } else if (!isAmended(change, held)) {
        wheel.open(held, now);
      }
    }
  }

  /**
   * Renews leases.
   *
   * @param ids {@link InstanceKey#hash64} of each instance
   * @param ages milliseconds since the heartbeat of each was heard, 0 or more
   * @return the ids that this node does not keep
   */
  public synchronized long[] renew(long[] ids, int[] ages) {
    long now = time.nanoTime();
    var unknown = LongStream.builder();
    for (int i = 0; i < ids.length; i++) {
      if (!wheel.renew(ids[i], now - Duration.ofMillis(ages[i]).toNanos())) {
        unknown.add(ids[i]);
      }
    }
    return unknown.build().toArray();
  }

  /** The leases that have ended since the last call, each to be ended in the registry. */
  public synchronized List<Expire> ended() {
    return wheel.endedBy(time.nanoTime()).stream()
        .map(lease -> new Expire(lease.key, lease.registered))
        .toList();
  }

  /** Takes back a lease that could not be ended; it will be named again in a second. */
  public synchronized void retry(Registered held) {
    if (owned.test(held.key()) && !wheel.holds(held.key())) {
      long length = held.instance().lease().toNanos();
      wheel.open(held, time.nanoTime() - length - Lease.TOLERANCE.toNanos() + RETRY.toNanos());
    }
  }

  /**
   * Keeps from now on exactly the leases that {@code nowOwned} accepts: those held go on as they
   * are, those of {@code all} that are new here get one full length, the others are dropped.
   */
  public synchronized void takeOver(Predicate<InstanceKey> nowOwned, Iterable<Registered> all) {
    owned = nowOwned;
    wheel.retain(nowOwned);
    long now = time.nanoTime();
    for (Registered held : all) {
      if (nowOwned.test(held.key()) && !wheel.holds(held.key())) {
        wheel.open(held, now);
      }
    }
  }

  /**
   * Gives every lease kept here one full length from now on: a member is gone, and with it the
   * heartbeats that it had answered and not yet passed on.
   */
  public synchronized void restartAll() {
    wheel.renewAll(time.nanoTime());
  }

  /** How many leases are kept here. */
  public synchronized int size() {
    return wheel.size();
  }

  private static boolean isAmended(Change change, Registered held) {
    return change.before() instanceof Registered earlier
        && earlier.registered().equals(held.registered());
  }
}
