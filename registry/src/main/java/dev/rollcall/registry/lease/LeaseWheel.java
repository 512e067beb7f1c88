package dev.rollcall.registry.lease;

import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Registered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A timing wheel of leases. A renewal only writes the new deadline; the lease moves on when its old
 * slot comes up. All times are nanoseconds of one monotonic clock. Not safe for threads.
 */
final class LeaseWheel {
  /** How late at most a lease is found to have ended, when the wheel is turned often enough. */
  static final Duration TICK = Duration.ofMillis(50);

  private static final long TICK_NANOS = TICK.toNanos();
  private static final int SLOTS = 1024;

  private final @Nullable Lease[] slots = new Lease[SLOTS];
  private final LeaseTable table = new LeaseTable();
  private long tick;

  LeaseWheel(long now) {
    this.tick = Math.floorDiv(now, TICK_NANOS);
  }

  int size() {
    return table.size();
  }

  /** Begins or restarts the lease of {@code held}, which was heard of at {@code heardAt}. */
  void open(Registered held, long heardAt) {
    var lease = new Lease(held, heardAt);
    Lease earlier = table.find(lease.id, lease.key);
    if (earlier != null && earlier.deadline <= lease.deadline) {
      earlier.registered = lease.registered;
      earlier.length = lease.length;
      earlier.deadline = lease.deadline;
      return;
    }
    if (earlier != null) {
      close(earlier);
    }
    table.add(lease);
    place(lease);
  }

  /** Whether the lease of that key is in the wheel. */
  boolean holds(InstanceKey key) {
    return table.find(key.hash64(), key) != null;
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
        found = true;
      }
    }
    return found;
  }

  /** Renews every lease. */
  void renewAll(long heardAt) {
    for (Lease head : slots) {
      for (Lease lease = head; lease != null; lease = lease.nextInSlot) {
        lease.renew(heardAt);
      }
    }
  }

  /** Drops every lease that {@code kept} refuses. */
  void retain(Predicate<InstanceKey> kept) {
    for (Lease head : slots) {
      for (Lease lease = head; lease != null; lease = lease.nextInSlot) {
        if (lease.open && !kept.test(lease.key)) {
          close(lease);
        }
      }
    }
  }

  /** Turns the wheel to {@code now} and takes out the leases whose deadline has come. */
  List<Lease> endedBy(long now) {
    var ended = new ArrayList<Lease>();
    long target = Math.floorDiv(now, TICK_NANOS);
    // After a long pause every slot is due, each of them once.
    tick = Math.max(tick, target - SLOTS);
    while (tick < target) {
      tick++;
      turn(now, ended);
    }
    return ended;
  }

  private void turn(long now, List<Lease> ended) {
    int slot = slot(tick);
    Lease lease = slots[slot];
    slots[slot] = null;
    while (lease != null) {
      Lease next = lease.nextInSlot;
      if (lease.open && lease.deadline <= now) {
        close(lease);
        ended.add(lease);
      } else if (lease.open) {
        place(lease);
      }
      lease = next;
    }
  }

  /**
   * A deadline beyond the wheel's reach lies in the farthest slot and is placed again from there.
   */
  private void place(Lease lease) {
    long due = Math.ceilDiv(lease.deadline, TICK_NANOS);
    int slot = slot(Math.clamp(due, tick + 1, tick + SLOTS - 1));
    lease.nextInSlot = slots[slot];
    slots[slot] = lease;
  }

  private void close(Lease lease) {
    lease.open = false;
    table.remove(lease);
  }

  private static int slot(long tick) {
    return (int) (tick & (SLOTS - 1));
  }
}
