package dev.rollcall.registry.lease;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.lease.Preservation.Evidence;
import dev.rollcall.registry.lease.Preservation.Overdue;
import dev.rollcall.registry.standing.Hold;
import dev.rollcall.registry.standing.Hold.Reason;
import dev.rollcall.registry.state.Command.Expire;
import dev.rollcall.registry.state.Registered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * Keeps the leases that this node owns. It follows the live view, takes renewals, and says which
 * leases are over; asking who else heard of them, and ending them in the registry, is up to the
 * caller. Leases are kept nowhere else: whoever takes over a lease gives it one full length from
 * then on. Instances without heartbeats have no lease here.
 *
 * <p>Safe for any thread; every method holds the lock for microseconds, {@link #takeOver} for as
 * long as it takes to look at all leases.
 */
public final class LeaseKeeper implements Follower {
  private static final Duration RETRY = Duration.ofSeconds(1);

  /**
   * Leases that are over, as what would end each.
   *
   * @param fresh to be asked about
   * @param held because of how the others stand, which is to be looked at again first
   */
  public record Over(List<Expire> fresh, List<Expire> held) {
    public Over {
      fresh = List.copyOf(fresh);
      held = List.copyOf(held);
    }
  }

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
      if (!(change.after() instanceof Registered held) || !held.instance().hasLease()) {
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

  /**
   * The leases that are over. They stay here, can be renewed, and are named again every 600 ms
   * until they are or have ended.
   */
  public synchronized Over over() {
    var fresh = new ArrayList<Expire>();
    var held = new ArrayList<Expire>();
    for (Lease lease : wheel.overBy(time.nanoTime())) {
      boolean waits = lease.held != null && lease.held.reason() != Reason.MEMBER_SILENT;
      (waits ? held : fresh).add(new Expire(lease.key, lease.registered));
    }
    return new Over(fresh, held);
  }

  /**
   * Decides about leases that were named as over and that others were asked about: those that are
   * so still, and that nothing speaks for, are given up here and returned, each to be ended in the
   * registry at once.
   */
  public List<Expire> decide(List<Expire> over, Preservation preservation, Evidence evidence) {
    return decide(over, lease -> preservation.causeToHold(lease, evidence), wheel::close);
  }

  /**
   * Decides about leases that are held whether they go on being held; the others are named once
   * more, to be asked about before they end.
   */
  public void reconsider(List<Expire> held, Preservation preservation, Evidence evidence) {
    List<Expire> _ =
        decide(held, lease -> preservation.causeToHold(lease, evidence), wheel::release);
  }

  /** The leases that have ended since the last call, where nobody else can have heard of them. */
  public List<Expire> ended() {
    return decide(over().fresh(), lease -> Optional.empty(), wheel::close);
  }

  private synchronized List<Expire> decide(
      List<Expire> over,
      Function<Overdue, Optional<Cause>> causeToHold,
      Consumer<Lease> otherwise) {
    long now = time.nanoTime();
    var decided = new ArrayList<Expire>();
    for (Expire expire : over) {
      Lease lease = wheel.findOver(expire.key(), expire.registered(), now);
      if (lease == null) {
        continue;
      }
      Optional<Cause> cause = causeToHold.apply(overdue(lease, now));
      if (cause.isPresent()) {
        wheel.hold(lease, cause.get(), now);
      } else {
        otherwise.accept(lease);
        decided.add(expire);
      }
    }
    return decided;
  }

  private static Overdue overdue(Lease lease, long now) {
    return new Overdue(
        lease.key,
        Duration.ofNanos(lease.length),
        Duration.ofNanos(now - lease.deadline),
        Duration.ofNanos(now - lease.heardAt),
        Duration.ofNanos(lease.heardAt - lease.heardSince));
  }

  /**
   * Why leases that are over are kept, and how many.
   *
   * @param bound how long each may be held after it was over
   */
  public synchronized List<Hold> holds(Duration bound) {
    return wheel.holds(time.nanoTime(), bound);
  }

  /** How many leases are kept here, and how many of them are late. */
  public synchronized Tally tally() {
    return wheel.tally();
  }

  /** The same of each of those services, in their order. */
  public synchronized List<Tally> tallies(List<ServiceName> services) {
    return services.stream().map(wheel::tally).toList();
  }

  /** Takes back a lease that could not be ended; it will be named again in a second. */
  public synchronized void retry(Registered held) {
    if (isToBeKept(held)) {
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
      if (isToBeKept(held)) {
        wheel.inherit(held, now);
      }
    }
  }

  /**
   * Gives every lease kept here one full length from now on: a member is gone, and with it the
   * heartbeats that it had answered and not yet passed on; or this node was paused.
   */
  public synchronized void restartAll() {
    wheel.startAllOver(time.nanoTime());
  }

  /** How many leases are kept here. */
  public synchronized int size() {
    return wheel.size();
  }

  private boolean isToBeKept(Registered held) {
    return held.instance().hasLease() && owned.test(held.key()) && !wheel.holds(held.key());
  }

  private static boolean isAmended(Change change, Registered held) {
    return change.before() instanceof Registered earlier
        && earlier.registered().equals(held.registered());
  }
}
