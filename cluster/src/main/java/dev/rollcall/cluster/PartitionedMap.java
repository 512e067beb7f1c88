package dev.rollcall.cluster;

import com.hazelcast.map.IMap;
import com.hazelcast.partition.PartitionService;
import com.hazelcast.query.Predicate;
import com.hazelcast.query.Predicates;
import dev.rollcall.cluster.wire.Digest;
import dev.rollcall.cluster.wire.DigestAggregator;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The replicated map, read one partition at a time. Every read blocks: not for event loops. */
final class PartitionedMap {
  private final IMap<InstanceKey, Entry> map;
  private final PartitionService partitions;
  private final String[] keyIn;

  PartitionedMap(IMap<InstanceKey, Entry> map, PartitionService partitions) {
    this.map = map;
    this.partitions = partitions;
    this.keyIn = keysInEachPartition();
  }

  int partitions() {
    return keyIn.length;
  }

  int partitionOf(Object key) {
    return partitions.getPartition(key).getPartitionId();
  }

  /** The digest of each partition at its owner. */
  List<Digest> digests() {
    return readAtOnce(IntStream.range(0, keyIn.length), this::digest);
  }

  /** The entries of those partitions at their owners, in the order of the partitions. */
  List<Map<InstanceKey, Entry>> entries(IntStream wanted) {
    return readAtOnce(wanted, this::entries);
  }

  /**
   * Asks for all partitions at once: one that is on the move answers half a second later, and after
   * a member joined many are.
   */
  private static <T> List<T> readAtOnce(IntStream wanted, IntFunction<T> read) {
    try (ExecutorService reading = Executors.newVirtualThreadPerTaskExecutor()) {
      return wanted
          .mapToObj(p -> CompletableFuture.supplyAsync(() -> read.apply(p), reading))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    }
  }

  private Map<InstanceKey, Entry> entries(int partition) {
    var entries = new HashMap<InstanceKey, Entry>();
    map.entrySet(in(partition)).forEach(e -> entries.put(e.getKey(), e.getValue()));
    return entries;
  }

  private Digest digest(int partition) {
    return map.aggregate(new DigestAggregator(Digest.EMPTY), in(partition));
  }

  private Predicate<InstanceKey, Entry> in(int partition) {
    return Predicates.partitionPredicate(keyIn[partition], Predicates.alwaysTrue());
  }

  /** Hazelcast names a partition by any key that falls into it; one is found for each by trying. */
  private String[] keysInEachPartition() {
    var keys = new String[partitions.getPartitions().size()];
    int missing = keys.length;
    for (int i = 0; missing > 0; i++) {
      String candidate = Integer.toString(i);
      int partition = partitionOf(candidate);
      if (keys[partition] == null) {
        keys[partition] = candidate;
        missing--;
      }
    }
    return keys;
  }
}
