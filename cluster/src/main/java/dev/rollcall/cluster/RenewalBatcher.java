package dev.rollcall.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.ExecutionCallback;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IExecutorService;
import com.hazelcast.partition.PartitionService;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.state.Registered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Passes heartbeats on to the owners of the leases, those of a moment in one message per owner.
 * What an owner could not be told is told again with the next batch, for as long as the lease would
 * last.
 */
final class RenewalBatcher {
  /** How long a heartbeat waits for others; with its way to the owner, well under the tolerance. */
  static final Duration PAUSE = Duration.ofMillis(75);

  private static final int MOST_AT_ONCE = 10_000;

  private final PartitionService partitions;
  private final IExecutorService executor;
  private final LiveView view;
  private final TimeSource time;
  private List<Heartbeat> waiting = new ArrayList<>(); // guarded by this

  /** A heartbeat and when it was heard, in nanoseconds of the monotonic clock. */
  private record Heartbeat(InstanceKey key, long heardAt) {}

  RenewalBatcher(HazelcastInstance hazelcast, LiveView view, TimeSource time) {
    this.partitions = hazelcast.getPartitionService();
    this.executor = hazelcast.getExecutorService(HazelcastSettings.RENEWALS);
    this.view = view;
    this.time = time;
  }

  /** Any thread; does not wait. */
  synchronized void add(InstanceKey key, long heardAt) {
    waiting.add(new Heartbeat(key, heardAt));
  }

  /** Sends what is waiting. Completes when every owner has answered or failed; does not fail. */
  CompletableFuture<Void> flush() {
    Map<Member, List<Heartbeat>> byOwner = new HashMap<>();
    for (Heartbeat heartbeat : takeAll()) {
      Member owner = partitions.getPartition(heartbeat.key()).getOwner();
      if (owner == null) {
        keep(heartbeat);
      } else {
        byOwner.computeIfAbsent(owner, member -> new ArrayList<>()).add(heartbeat);
      }
    }
    var answers = new ArrayList<CompletableFuture<Void>>();
    byOwner.forEach((owner, all) -> send(owner, all, answers));
    return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new));
  }

  /**
   * Sends what is waiting again and again until every owner has it, or that time is over; blocks.
   */
  void drain(Duration atMost) {
    long start = System.nanoTime();
    while (isWaiting() && System.nanoTime() - start < atMost.toNanos()) {
      flush().completeOnTimeout(null, atMost.toMillis(), TimeUnit.MILLISECONDS).join();
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void send(Member owner, List<Heartbeat> all, List<CompletableFuture<Void>> answers) {
    for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
      answers.add(send(owner, all.subList(from, Math.min(from + MOST_AT_ONCE, all.size()))));
    }
  }

  private CompletableFuture<Void> send(Member owner, List<Heartbeat> batch) {
    long now = time.nanoTime();
    long[] ids = batch.stream().mapToLong(heartbeat -> heartbeat.key().hash64()).toArray();
    int[] ages = batch.stream().mapToInt(heartbeat -> ageMillis(heartbeat, now)).toArray();
    var answer = new CompletableFuture<Void>();
    executor.submitToMember(
        new RenewLeases(ids, ages),
        owner,
        new ExecutionCallback<long[]>() {
          @Override
          public void onResponse(long[] unknown) {
            keepUnknown(batch, unknown);
            answer.complete(null);
          }

          @Override
          public void onFailure(Throwable failure) {
            batch.forEach(RenewalBatcher.this::keep);
            answer.complete(null);
          }
        });
    return answer;
  }

  /** The lease moved while the batch was under way, or its owner has not heard of it yet. */
  private void keepUnknown(List<Heartbeat> batch, long[] unknown) {
    if (unknown.length == 0) {
      return;
    }
    var ids = new HashSet<Long>();
    for (long id : unknown) {
      ids.add(id);
    }
    batch.stream().filter(heartbeat -> ids.contains(heartbeat.key().hash64())).forEach(this::keep);
  }

  private void keep(Heartbeat heartbeat) {
    boolean lasts =
        view.entry(heartbeat.key()).orElse(null) instanceof Registered held
            && time.nanoTime() - heartbeat.heardAt() < held.instance().lease().toNanos();
    if (lasts) {
      add(heartbeat.key(), heartbeat.heardAt());
    }
  }

  private synchronized boolean isWaiting() {
    return !waiting.isEmpty();
  }

  private synchronized List<Heartbeat> takeAll() {
    List<Heartbeat> taken = waiting;
    waiting = new ArrayList<>();
    return taken;
  }

  private static int ageMillis(Heartbeat heartbeat, long now) {
    return Math.toIntExact(Duration.ofNanos(now - heartbeat.heardAt()).toMillis());
  }
}
