package dev.rollcall.cluster;

import com.hazelcast.map.IMap;
import dev.rollcall.cluster.wire.MergeEntries;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.state.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Brings many entries into the replicated map, those of a partition in one message. */
final class BulkMerge {
  private static final int MOST_IN_ONE = 500;
  private static final int MOST_UNDER_WAY = 8;

  private final IMap<InstanceKey, Entry> map;
  private final PartitionedMap partitions;
  private final LiveView view;

  BulkMerge(IMap<InstanceKey, Entry> map, PartitionedMap partitions, LiveView view) {
    this.map = map;
    this.partitions = partitions;
    this.view = view;
  }

  /**
   * Merges them in; blocks until the owners and their backups have them and the view shows them.
   *
   * @throws IOException when that failed for some of them; to try again is safe
   */
  void merge(Collection<Entry> entries) throws IOException {
    var free = new Semaphore(MOST_UNDER_WAY);
    var failed = new AtomicReference<@Nullable Throwable>();
    for (List<Entry> batch : batches(entries)) {
      free.acquireUninterruptibly();
      CompletionStage<?> _ =
          mergeBatch(batch)
              .whenComplete(
                  (shown, failure) -> {
                    failed.compareAndSet(null, failure);
                    free.release();
                  });
    }
    free.acquireUninterruptibly(MOST_UNDER_WAY);
    Throwable failure = failed.get();
    if (failure != null) {
      throw new IOException("not all members have what was merged in: " + failure, failure);
    }
  }

  private List<List<Entry>> batches(Collection<Entry> entries) {
    var batches = new ArrayList<List<Entry>>();
    Map<Integer, List<Entry>> byPartition =
        entries.stream().collect(Collectors.groupingBy(e -> partitions.partitionOf(e.key())));
    for (List<Entry> all : byPartition.values()) {
      for (int from = 0; from < all.size(); from += MOST_IN_ONE) {
        batches.add(all.subList(from, Math.min(from + MOST_IN_ONE, all.size())));
      }
    }
    return batches;
  }

  private CompletionStage<?> mergeBatch(List<Entry> batch) {
    var keys = batch.stream().map(Entry::key).collect(Collectors.toSet());
    return MapCalls.confirmed(
            isRepeated -> map.submitToKeys(keys, MergeEntries.of(batch, isRepeated)))
        .thenCompose(present -> show(batch, present));
  }

  private CompletionStage<Void> show(List<Entry> batch, Map<InstanceKey, Entry> present) {
    return CompletableFuture.allOf(
        batch.stream()
            .map(entry -> view.apply(Objects.requireNonNullElse(present.get(entry.key()), entry)))
            .toArray(CompletableFuture<?>[]::new));
  }
}
