package dev.rollcall.cluster.lease;

import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.state.Registered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Passes heartbeats on to the owners of the leases, those of a moment in one message per owner.
 * What an owner could not be told is told again with the next batch, for as long as the lease would
 * last.
 */
public final class RenewalBatcher {
  /** How long a heartbeat waits for others; with its way to the owner, well under the tolerance. */
  public static final Duration PAUSE = Duration.ofMillis(75);

  private static final int MOST_AT_ONCE = 10_000;

  private final LeaseOwners owners;
  private final LiveView view;
  private final TimeSource time;

  /** When the latest heartbeat of each instance was heard, in nanoseconds; guarded by this. */
  private Map<InstanceKey, Long> waiting = new HashMap<>();

  private record Heartbeat(InstanceKey key, long heardAt) {}

  public RenewalBatcher(LeaseOwners owners, LiveView view, TimeSource time) {
    this.owners = owners;
    this.view = view;
    this.time = time;
  }

  /** Any thread; does not wait. */
  public synchronized void add(InstanceKey key, long heardAt) {
    waiting.merge(key, heardAt, Math::max);
  }

  /** Sends what is waiting. Completes when every owner has answered or failed; does not fail. */
  public CompletableFuture<Void> flush() {
    Map<UUID, List<Heartbeat>> byOwner = new HashMap<>();
    takeAll()
        .forEach(
            (key, heardAt) -> {
              UUID owner = owners.ownerOf(key);
              if (owner == null) {
                keep(new Heartbeat(key, heardAt));
                return;
              }
              byOwner
                  .computeIfAbsent(owner, member -> new ArrayList<>())
                  .add(new Heartbeat(key, heardAt));
            });
    var answers = new ArrayList<CompletableFuture<Void>>();
    byOwner.forEach((owner, all) -> send(owner, all, answers));
    return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new));
  }

  /**
   * Sends what is waiting, again and again until every owner has it or that time is over; blocks.
   */
  public void drain(Duration atMost) {
    long start = System.nanoTime();
    do {
      flush().completeOnTimeout(null, atMost.toMillis(), TimeUnit.MILLISECONDS).join();
      LockSupport.parkNanos(PAUSE.toNanos());
    } while (isWaiting() && System.nanoTime() - start < atMost.toNanos());
  }

  private void send(UUID owner, List<Heartbeat> all, List<CompletableFuture<Void>> answers) {
    for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
      answers.add(send(owner, all.subList(from, Math.min(from + MOST_AT_ONCE, all.size()))));
    }
  }

  private CompletableFuture<Void> send(UUID owner, List<Heartbeat> batch) {
    long now = time.nanoTime();
    long[] ids = batch.stream().mapToLong(heartbeat -> heartbeat.key().hash64()).toArray();
    int[] ages = batch.stream().mapToInt(heartbeat -> ageMillis(heartbeat, now)).toArray();
    return CompletableFuture.completedFuture(new RenewLeases(ids, ages))
        .thenCompose(renewals -> owners.renew(owner, renewals))
        .handle(
            (unknown, failure) -> {
              keepUntold(batch, failure == null ? unknown : ids);
              return null;
            });
  }

  /** The owner is gone, the lease moved meanwhile, or its owner has not heard of it yet. */
  private void keepUntold(List<Heartbeat> batch, long[] ids) {
    var untold = LongStream.of(ids).boxed().collect(Collectors.toSet());
    batch.stream().filter(beat -> untold.contains(beat.key().hash64())).forEach(this::keep);
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

  private synchronized Map<InstanceKey, Long> takeAll() {
    Map<InstanceKey, Long> taken = waiting;
    waiting = new HashMap<>();
    return taken;
  }

  private static int ageMillis(Heartbeat heartbeat, long now) {
    return Math.toIntExact(Duration.ofNanos(now - heartbeat.heardAt()).toMillis());
  }
}
