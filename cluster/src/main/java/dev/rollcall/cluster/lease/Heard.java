package dev.rollcall.cluster.lease;

import dev.rollcall.registry.instance.InstanceKey;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One instance that was heard of here. Safe for any thread. It is its own place in the list of
 * those whose owners are to be told, so that a heartbeat allocates nothing.
 */
final class Heard {
  private static final AtomicLongFieldUpdater<Heard> AT =
      AtomicLongFieldUpdater.newUpdater(Heard.class, "at");
  private static final AtomicIntegerFieldUpdater<Heard> WAITING =
      AtomicIntegerFieldUpdater.newUpdater(Heard.class, "waiting");

  final InstanceKey key;
  final long id;
  final int partition;
  private volatile long at; // nanoseconds
  private volatile int waiting; // 1 while it is in the list
  @Nullable Heard next; // owned by who put it into the list, then by who took it out

  Heard(InstanceKey key, int partition, long at) {
    this.key = key;
    this.id = key.hash64();
    this.partition = partition;
    this.at = at;
  }

  long at() {
    return at;
  }

  /** Notes that it was heard of; what comes out of order changes nothing. */
  void hear(long moment) {
    AT.accumulateAndGet(this, moment, Math::max);
  }

  /** Whether the caller is the one who has to put it into the list. */
  boolean beginWaiting() {
    return waiting == 0 && WAITING.compareAndSet(this, 0, 1);
  }

  /** From here on the next heartbeat puts it into the list again. */
  void endWaiting() {
    waiting = 0;
  }
}
