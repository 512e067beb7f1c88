package dev.rollcall.cluster;

import com.hazelcast.map.IMap;
import com.hazelcast.partition.PartitionService;
import com.hazelcast.query.Predicate;
import com.hazelcast.query.Predicates;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Entry;
import java.util.HashMap;
import java.util.Map;

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

  /** The digest of that partition at its owner. */
  Digest digest(int partition) {
    return map.aggregate(new DigestAggregator(Digest.EMPTY), in(partition));
  }

  /** The entries of that partition at its owner. */
  Map<InstanceKey, Entry> entries(int partition) {
    var entries = new HashMap<InstanceKey, Entry>();
    map.entrySet(in(partition)).forEach(e -> entries.put(e.getKey(), e.getValue()));
    return entries;
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
