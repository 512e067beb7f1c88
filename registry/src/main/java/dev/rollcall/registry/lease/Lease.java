package dev.rollcall.registry.lease;

import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.Registered;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One lease in the wheel. Mutable; owned by the wheel that it lies in. Moments are nanoseconds. */
final class Lease {
  /**
   * What a renewal may take from the node that heard it to the owner. A lease ends that much after
   * its length, so that it never ends while a renewal that came in time is still under way.
   */
  static final Duration TOLERANCE = Duration.ofMillis(300);

  /**
   * How long after it was found to be over a lease is looked at again: as soon as the answers of
   * the first time have come or been given up, so that one late answer delays no end by a second.
   */
  static final Duration AGAIN = Duration.ofMillis(600);

  final long id;
  final InstanceKey key;
  HybridTime registered;
  long length;
  long heardAt;
  long heardSince; // without a gap of more than half a length
  long deadline;
  long again = Long.MIN_VALUE; // not to be named before, once it was found to be over
  boolean late; // as the census has it
  boolean open = true;
  @Nullable Cause held;
  @Nullable Lease nextInSlot;
  @Nullable Lease nextInBucket;

  Lease(Registered held, long heardAt) {
    this.id = held.key().hash64();
    this.key = held.key();
    this.registered = held.registered();
    this.length = held.instance().lease().toNanos();
    this.heardAt = heardAt;
    this.heardSince = heardAt;
    this.deadline = end(heardAt, length);
  }

  /** When a lease of {@code length} that was last heard of at {@code heardAt} ends. */
  static long end(long heardAt, long length) {
    return heardAt + length + TOLERANCE.toNanos();
  }

  /** Renews from {@code heardAt} on; a renewal that came out of order shortens nothing. */
  void renew(long heard) {
    if (heard - heardAt > length / 2) {
      heardSince = heard;
    }
    heardAt = Math.max(heardAt, heard);
    startOver(heard);
  }

  /** Gives it its full length from {@code from} on, although it was not heard of. */
  void startOver(long from) {
    deadline = Math.max(deadline, end(from, length));
  }

  /** From when on less than a third of its length is left. */
  long lateAt() {
    return deadline - length / 3;
  }

  /** When something is to be done about it. */
  long due() {
    return late ? Math.max(deadline, again) : lateAt();
  }
}
