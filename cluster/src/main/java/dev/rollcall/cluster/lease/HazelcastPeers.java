package dev.rollcall.cluster.lease;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.ExecutionCallback;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.partition.Partition;
import dev.rollcall.registry.instance.InstanceKey;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The members of the cluster. A lease is kept by the owner of the partition in which its instance
 * lies.
 */
public final class HazelcastPeers implements LeaseOwners, Witnesses {
  private final HazelcastInstance hazelcast;

  public HazelcastPeers(HazelcastInstance hazelcast) {
    this.hazelcast = hazelcast;
  }

  @Override
  public int partitionOf(InstanceKey key) {
    return hazelcast.getPartitionService().getPartition(key).getPartitionId();
  }

  @Override
  public @Nullable UUID[] owners() {
    try {
      Set<Partition> partitions = hazelcast.getPartitionService().getPartitions();
      var owners = new @Nullable UUID[partitions.size()];
      for (Partition partition : partitions) {
        Member owner = partition.getOwner();
        owners[partition.getPartitionId()] = owner == null ? null : owner.getUuid();
      }
      return owners;
    } catch (HazelcastInstanceNotActiveException e) {
      return new @Nullable UUID[0]; // this node is no member any more
    }
  }

  @Override
  public CompletionStage<long[]> renew(UUID owner, RenewLeases renewals) {
    return submit(RenewLeases.EXECUTOR, renewals, owner);
  }

  @Override
  public CompletionStage<Testimony> ask(UUID member, Question question) {
    return submit(Question.EXECUTOR, question, member);
  }

  private <T> CompletionStage<T> submit(String executor, Callable<T> task, UUID member) {
    var answer = new CompletableFuture<T>();
    hazelcast
        .getExecutorService(executor)
        .submitToMember(
            task,
            member(member),
            new ExecutionCallback<T>() {
              @Override
              public void onResponse(T response) {
                answer.complete(response);
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
