package dev.rollcall.cluster.lease;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.Partition;
import dev.rollcall.registry.health.Departures;
import dev.rollcall.registry.health.Duties;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.lease.LeaseKeeper;
import dev.rollcall.registry.live.LiveView;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which partitions this node owns, and so which leases it keeps and which checks it makes. Looks
 * every few milliseconds rather than listen: a missed event would leave leases without a keeper for
 * good.
 */
public final class PartitionOwnership implements Duties {
  private final HazelcastInstance hazelcast;
  private final LiveView view;
  private final LeaseKeeper leases;
  private final Departures departures;

  private volatile BitSet owned = new BitSet(); // never changed once it is here

  // Owned by the lease thread.
  private Set<UUID> members = Set.of();
  private Set<UUID> others = Set.of();

  public PartitionOwnership(
      HazelcastInstance hazelcast, LiveView view, LeaseKeeper leases, Departures departures) {
    this.hazelcast = hazelcast;
    this.view = view;
    this.leases = leases;
    this.departures = departures;
  }

  /** Gives leases their due after members or partitions came or went. Lease thread. */
  public void refresh() {
    Set<UUID> present = presentMembers();
    if (!present.containsAll(members)) {
      leases.restartAll();
    }
    members = present;
    others = otherMembers(present);
    BitSet now = ownedNow();
    if (!now.equals(owned)) {
      owned = now;
      Predicate<InstanceKey> isOwned = key -> now.get(partitionOf(key));
      leases.takeOver(isOwned, view.registered());
      departures.takeOver(isOwned, view.registered());
    }
  }

  /**
   * The other members as they were at the last {@link #refresh}: who is gone since, and with it
   * what it heard, is still among them. Lease thread.
   */
  Set<UUID> others() {
    return others;
  }

  @Override
  public boolean isMine(InstanceKey key) {
    return owned.get(partitionOf(key));
  }

  /** Owns nothing from now on; no {@link #refresh} comes after it. */
  void giveUp() {
    owned = new BitSet();
    leases.takeOver(key -> false, List.of());
    departures.takeOver(key -> false, List.of());
  }

  private int partitionOf(InstanceKey key) {
    return hazelcast.getPartitionService().getPartition(key).getPartitionId();
  }

  private Set<UUID> presentMembers() {
    return hazelcast.getCluster().getMembers().stream()
        .map(Member::getUuid)
        .collect(Collectors.toSet());
  }

  private Set<UUID> otherMembers(Set<UUID> present) {
    var others = new HashSet<>(present);
    others.remove(hazelcast.getCluster().getLocalMember().getUuid());
    return others;
  }

  private BitSet ownedNow() {
    var found = new BitSet();
    for (Partition partition : hazelcast.getPartitionService().getPartitions()) {
      var owner = partition.getOwner(); // read once: it may go at any time
      if (owner != null && owner.localMember()) {
        found.set(partition.getPartitionId());
      }
    }
    return found;
  }
}
