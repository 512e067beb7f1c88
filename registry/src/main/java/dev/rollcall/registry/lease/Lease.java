package dev.rollcall.registry.lease;

import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.Registered;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One lease in the wheel. Mutable; owned by the wheel that it lies in. */
final class Lease {
  /**
   * What a renewal may take from the node that heard it to the owner. A lease ends that much after
   * its length, so that it never ends while a renewal that came in time is still under way.
   */
  static final Duration TOLERANCE = Duration.ofMillis(300);

  final long id;
  final InstanceKey key;
  HybridTime registered;
  long length;
  long deadline;
  boolean open = true;
  @Nullable Lease nextInSlot;
  @Nullable Lease nextInBucket;

  Lease(Registered held, long heardAt) {
    this.id = held.key().hash64();
    this.key = held.key();
    this.registered = held.registered();
    this.length = held.instance().lease().toNanos();
    this.deadline = end(heardAt, length);
  }

  /** When a lease of {@code length} that was last heard of at {@code heardAt} ends; nanoseconds. */
  static long end(long heardAt, long length) {
    return heardAt + length + TOLERANCE.toNanos();
  }

  /** Renews from {@code heardAt} on; a renewal that came out of order shortens nothing. */
  void renew(long heardAt) {
    deadline = Math.max(deadline, end(heardAt, length));
  }
}
