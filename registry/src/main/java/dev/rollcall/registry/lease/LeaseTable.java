package dev.rollcall.registry.lease;

import dev.rollcall.registry.instance.InstanceKey;
import org.jspecify.annotations.Nullable;

/**
 * The leases by their 64-bit id: a chained hash table without boxing. Two keys of one id (at a
 * million leases: once in 40 million registries) lie in one chain and are renewed together. Owned
 * by one wheel, not safe for threads.
 */
final class LeaseTable {
  private static final int INITIAL_BUCKETS = 1024;

  private @Nullable Lease[] buckets = new Lease[INITIAL_BUCKETS];
  private int size;

  int size() {
    return size;
  }

  @Nullable Lease find(long id, InstanceKey key) {
    for (Lease lease = first(id); lease != null; lease = lease.nextInBucket) {
      if (lease.id == id && lease.key.equals(key)) {
        return lease;
      }
    }
    return null;
  }

  /** The head of the chain in which leases of that id lie, among others. */
  @Nullable Lease first(long id) {
    return buckets[bucket(id)];
  }

  void add(Lease lease) {
    if (size >= buckets.length) {
      grow();
    }
    link(lease);
    size++;
  }

  void remove(Lease lease) {
    int bucket = bucket(lease.id);
    Lease before = null;
    for (Lease here = buckets[bucket]; here != null; before = here, here = here.nextInBucket) {
      if (here != lease) {
        continue;
      }
      if (before == null) {
        buckets[bucket] = here.nextInBucket;
      } else {
        before.nextInBucket = here.nextInBucket;
      }
      size--;
      return;
    }
  }

  private void grow() {
    @Nullable Lease[] old = buckets;
    buckets = new Lease[old.length * 2];
    for (Lease head : old) {
      for (Lease lease = head; lease != null; ) {
        Lease next = lease.nextInBucket;
        link(lease);
        lease = next;
      }
    }
  }

  private void link(Lease lease) {
    int bucket = bucket(lease.id);
    lease.nextInBucket = buckets[bucket];
    buckets[bucket] = lease;
  }

  private int bucket(long id) {
    return (int) id & (buckets.length - 1);
  }
}
