package dev.rollcall.cluster.lease;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.ExecutionCallback;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import dev.rollcall.registry.instance.InstanceKey;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A lease is kept by the owner of the partition in which its instance lies. */
public final class HazelcastLeaseOwners implements LeaseOwners {
  private final HazelcastInstance hazelcast;

  public HazelcastLeaseOwners(HazelcastInstance hazelcast) {
    this.hazelcast = hazelcast;
  }

  @Override
  public @Nullable UUID ownerOf(InstanceKey key) {
    try {
      Member owner = hazelcast.getPartitionService().getPartition(key).getOwner();
      return owner == null ? null : owner.getUuid();
    } catch (HazelcastInstanceNotActiveException e) {
      return null; // this node is no member any more
    }
  }

  @Override
  public CompletionStage<long[]> renew(UUID owner, RenewLeases renewals) {
    var answer = new CompletableFuture<long[]>();
    hazelcast
        .getExecutorService(RenewLeases.EXECUTOR)
        .submitToMember(
            renewals,
            member(owner),
            new ExecutionCallback<long[]>() {
              @Override
              public void onResponse(long[] unknown) {
                answer.complete(unknown);
              }

              @Override
              public void onFailure(Throwable failure) {
                answer.completeExceptionally(failure);
              }
            });
    return answer;
  }

  private Member member(UUID id) {
    return hazelcast.getCluster().getMembers().stream()
        .filter(member -> member.getUuid().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("member " + id + " has left"));
  }
}
