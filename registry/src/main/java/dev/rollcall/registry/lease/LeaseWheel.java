package dev.rollcall.registry.lease;

import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.standing.Hold;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.Registered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A timing wheel of leases. A renewal only writes the new deadline; the lease moves on when its old
 * slot comes up. What is over stays in the wheel, and is named again and again, until it is renewed
 * or closed. All times are nanoseconds of one monotonic clock. Not safe for threads.
 */
final class LeaseWheel {
  /** How late at most a lease is found to be over, when the wheel is turned often enough. */
  static final Duration TICK = Duration.ofMillis(50);

  private static final long TICK_NANOS = TICK.toNanos();
  private static final int SLOTS = 1024;

  private final @Nullable Lease[] slots = new Lease[SLOTS];
  private final LeaseTable table = new LeaseTable();
  private final Census census = new Census();
  private final HoldBook holds = new HoldBook();
  private long tick;

  LeaseWheel(long now) {
    this.tick = Math.floorDiv(now, TICK_NANOS);
  }

  int size() {
    return table.size();
  }

  /** Begins or restarts the lease of {@code held}, which was heard of at {@code heardAt}. */
  void open(Registered held, long heardAt) {
    add(new Lease(held, heardAt));
  }

  /** Begins the lease of {@code held} with a full length, although it was not heard of here. */
  void inherit(Registered held, long now) {
    var lease = new Lease(held, now);
    lease.heardAt = now - lease.length;
    lease.heardSince = lease.heardAt;
    add(lease);
  }

  private void add(Lease lease) {
    Lease earlier = table.find(lease.id, lease.key);
    if (earlier != null && earlier.due() <= lease.due()) {
      earlier.registered = lease.registered;
      earlier.length = lease.length;
      earlier.heardAt = lease.heardAt;
      earlier.heardSince = lease.heardSince;
      earlier.deadline = lease.deadline;
      noteRenewal(earlier);
      return;
    }
    if (earlier != null) {
      close(earlier);
    }
    table.add(lease);
    census.count(lease.key, 1, 0);
    place(lease);
  }

  /** Whether the lease of that key is in the wheel. */
  boolean holds(InstanceKey key) {
    return table.find(key.hash64(), key) != null;
  }

  /** The lease of that key if it is still the one of {@code registered}, and over. */
  @Nullable Lease findOver(InstanceKey key, HybridTime registered, long now) {
    Lease lease = table.find(key.hash64(), key);
    if (lease == null || !lease.registered.equals(registered) || lease.deadline > now) {
      return null;
    }
    return lease;
  }

  /** Ends the lease of that key without a word, if there is one. */
  void close(InstanceKey key) {
    Lease lease = table.find(key.hash64(), key);
    if (lease != null) {
      close(lease);
    }
  }

  /** Renews the lease of that id; false when there is none. */
  boolean renew(long id, long heardAt) {
    boolean found = false;
    for (Lease lease = table.first(id); lease != null; lease = lease.nextInBucket) {
      if (lease.id == id) {
        lease.renew(heardAt);
        noteRenewal(lease);
        found = true;
      }
    }
    return found;
  }

  /** Gives every lease its full length from {@code now} on. */
  void startAllOver(long now) {
    forEach(
        lease -> {
          lease.startOver(now);
          noteRenewal(lease);
        });
  }

  /** Drops every lease that {@code kept} refuses. */
  void retain(Predicate<InstanceKey> kept) {
    forEach(
        lease -> {
          if (!kept.test(lease.key)) {
            close(lease);
          }
        });
  }

  /**
   * Turns the wheel to {@code now} and names the leases that are over, each every {@link
   * Lease#AGAIN}.
   */
  List<Lease> overBy(long now) {
    var over = new ArrayList<Lease>();
    long target = Math.floorDiv(now, TICK_NANOS);
    // After a long pause every slot is due, each of them once.
    tick = Math.max(tick, target - SLOTS);
    while (tick < target) {
      tick++;
      turn(now, over);
    }
    return over;
  }

  /** Notes why a lease that is over is not ended. */
  void hold(Lease lease, Cause cause, long now) {
    if (cause.equals(lease.held)) {
      return;
    }
    release(lease);
    lease.held = cause;
    holds.add(cause, lease.deadline, now);
  }

  /** What is held, for no longer than {@code bound} after each lease was over. */
  List<Hold> holds(long now, Duration bound) {
    return holds.holds(now, bound);
  }

  Tally tally() {
    return census.total();
  }

  Tally tally(ServiceName service) {
    return census.of(service);
  }

  void close(Lease lease) {
    lease.open = false;
    release(lease);
    table.remove(lease);
    census.count(lease.key, -1, lease.late ? -1 : 0);
  }

  private void turn(long now, List<Lease> over) {
    int slot = slot(tick);
    Lease lease = slots[slot];
    slots[slot] = null;
    while (lease != null) {
      Lease next = lease.nextInSlot;
      if (lease.open) {
        if (lease.due() <= now) {
          meet(lease, now, over);
        }
        place(lease);
      }
      lease = next;
    }
  }

  private void meet(Lease lease, long now, List<Lease> over) {
    if (!lease.late) {
      lease.late = true;
      census.count(lease.key, 0, 1);
    }
    if (lease.deadline <= now) {
      lease.again = now + Lease.AGAIN.toNanos();
      over.add(lease);
    }
  }

  private void noteRenewal(Lease lease) {
    long turned = tick * TICK_NANOS;
    if (lease.late && lease.lateAt() > turned) {
      lease.late = false;
      census.count(lease.key, 0, -1);
    }
    if (lease.deadline > turned) {
      release(lease);
    }
  }

  /** It is not held any more. */
  void release(Lease lease) {
    if (lease.held != null) {
      holds.remove(lease.held);
      lease.held = null;
    }
  }

  /** A moment beyond the wheel's reach lies in the farthest slot and is placed again from there. */
  private void place(Lease lease) {
    long due = Math.ceilDiv(lease.due(), TICK_NANOS);
    int slot = slot(Math.clamp(due, tick + 1, tick + SLOTS - 1));
    lease.nextInSlot = slots[slot];
    slots[slot] = lease;
  }

  private void forEach(Consumer<Lease> action) {
    for (Lease head : slots) {
      for (Lease lease = head; lease != null; lease = lease.nextInSlot) {
        if (lease.open) {
          action.accept(lease);
        }
      }
    }
  }

  private static int slot(long tick) {
    return (int) (tick & (SLOTS - 1));
  }
}
