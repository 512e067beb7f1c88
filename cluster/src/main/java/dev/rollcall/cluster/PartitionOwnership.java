package dev.rollcall.cluster;

import com.hazelcast.partition.Partition;
import com.hazelcast.partition.PartitionService;
import dev.rollcall.registry.lease.LeaseKeeper;
import dev.rollcall.registry.live.LiveView;
import java.util.BitSet;

/**
 * Which partitions this node owns, and so which leases it keeps. Looks every few milliseconds
 * rather than listen: a missed event would leave leases without a keeper for good.
 */
final class PartitionOwnership {
  private final PartitionService partitions;
  private final LiveView view;
  private final LeaseKeeper leases;
  private BitSet owned = new BitSet(); // owned by the lease thread

  PartitionOwnership(PartitionService partitions, LiveView view, LeaseKeeper leases) {
    this.partitions = partitions;
    this.view = view;
    this.leases = leases;
  }

  /** Hands over the leases of partitions that came or went since the last look. Lease thread. */
  void refresh() {
    BitSet now = ownedNow();
    if (now.equals(owned)) {
      return;
    }
    owned = now;
    leases.takeOver(
        key -> now.get(partitions.getPartition(key).getPartitionId()), view.registered());
  }

  private BitSet ownedNow() {
    var found = new BitSet();
    for (Partition partition : partitions.getPartitions()) {
      var owner = partition.getOwner(); // read once: it may go at any time
      if (owner != null && owner.localMember()) {
        found.set(partition.getPartitionId());
      }
    }
    return found;
  }
}
