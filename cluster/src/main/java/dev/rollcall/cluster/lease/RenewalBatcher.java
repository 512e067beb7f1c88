package dev.rollcall.cluster.lease;

import dev.rollcall.registry.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Passes heartbeats on to the owners of the leases, those of a moment in one message per owner.
 * What an owner could not be told is told again with the next batch, for as long as the lease would
 * last.
 */
public final class RenewalBatcher {
  /** How long a heartbeat waits for others; with its way to the owner, well under the tolerance. */
  public static final Duration PAUSE = Duration.ofMillis(75);

  private static final int MOST_AT_ONCE = 10_000;

  private final Heartbeats heartbeats;
  private final LeaseOwners owners;
  private final TimeSource time;

  public RenewalBatcher(Heartbeats heartbeats, LeaseOwners owners, TimeSource time) {
    this.heartbeats = heartbeats;
    this.owners = owners;
    this.time = time;
  }

  /** Sends what is waiting. Completes when every owner has answered or failed; does not fail. */
  public CompletableFuture<Void> flush() {
    var answers = new ArrayList<CompletableFuture<Void>>();
    takeByOwner().forEach((owner, all) -> send(owner, all, answers));
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
    } while (heartbeats.isWaiting() && System.nanoTime() - start < atMost.toNanos());
  }

  private Map<UUID, List<Heard>> takeByOwner() {
    Heard instance = heartbeats.takeUntold();
    if (instance == null) {
      return Map.of();
    }
    @Nullable UUID[] owner = owners.owners();
    Map<UUID, List<Heard>> byOwner = new HashMap<>();
    while (instance != null) {
      Heard next = instance.next;
      instance.next = null;
      instance.endWaiting();
      UUID told = instance.partition < owner.length ? owner[instance.partition] : null;
      if (told == null) {
        heartbeats.keep(instance);
      } else {
        byOwner.computeIfAbsent(told, member -> new ArrayList<>()).add(instance);
      }
      instance = next;
    }
    return byOwner;
  }

  private void send(UUID owner, List<Heard> all, List<CompletableFuture<Void>> answers) {
    for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
      answers.add(send(owner, all.subList(from, Math.min(from + MOST_AT_ONCE, all.size()))));
    }
  }

  private CompletableFuture<Void> send(UUID owner, List<Heard> batch) {
    long now = time.nanoTime();
    var ids = new long[batch.size()];
    var ages = new int[batch.size()];
    for (int i = 0; i < ids.length; i++) {
      Heard instance = batch.get(i);
      ids[i] = instance.id;
      ages[i] = Testimony.millis(now - instance.at());
    }
    return CompletableFuture.completedFuture(new RenewLeases(ids, ages))
        .thenCompose(renewals -> owners.renew(owner, renewals))
        .handle(
            (unknown, failure) -> {
              keepUntold(batch, failure == null ? unknown : ids);
              return null;
            });
  }

  /** The owner is gone, the lease moved meanwhile, or its owner has not heard of it yet. */
  private void keepUntold(List<Heard> batch, long[] ids) {
    if (ids.length == 0) {
      return;
    }
    long[] untold = ids.clone();
    Arrays.sort(untold);
    for (Heard instance : batch) {
      if (Arrays.binarySearch(untold, instance.id) >= 0) {
        heartbeats.keep(instance);
      }
    }
  }
}
