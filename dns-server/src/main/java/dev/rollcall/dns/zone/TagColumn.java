package dev.rollcall.dns.zone;

import dev.rollcall.dns.zone.TagSelector.Tagged;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The records of one type that the instances of a service have, each once (RFC 2181 section 5). */
final class TagColumn {
  static final TagColumn EMPTY = of(List.of(), instance -> Map.of());

  private final WireRecord[] records;
  private final TargetAddresses[] targets;
  private final int[][] ofInstance;

  private TagColumn(WireRecord[] records, TargetAddresses[] targets, int[][] ofInstance) {
    this.records = records;
    this.targets = targets;
    this.ofInstance = ofInstance;
  }

  /** Gathers what the instances have; an unhealthy one has nothing to give. */
  static TagColumn of(
      List<Tagged> instances, Function<Tagged, Map<WireRecord, TargetAddresses>> recordsOf) {
    var indices = new LinkedHashMap<WireRecord, Integer>();
    var targets = new ArrayList<TargetAddresses>();
    int[][] ofInstance = new int[instances.size()][];
    for (int i = 0; i < ofInstance.length; i++) {
      Tagged instance = instances.get(i);
      Map<WireRecord, TargetAddresses> own =
          instance.healthy() ? recordsOf.apply(instance) : Map.of();
      own.forEach(
          (record, target) -> {
            if (indices.putIfAbsent(record, targets.size()) == null) {
              targets.add(target);
            }
          });
      ofInstance[i] =
          own.keySet().stream().mapToInt(record -> indices.getOrDefault(record, 0)).toArray();
    }
    return new TagColumn(
        indices.keySet().toArray(WireRecord[]::new),
        targets.toArray(TargetAddresses[]::new),
        ofInstance);
  }

  /** How many records there are. */
  int size() {
    return records.length;
  }

  WireRecord record(int index) {
    return records[index];
  }

  /** The addresses of a record's target. */
  TargetAddresses target(int index) {
    return targets[index];
  }

  /** The indices of an instance's records. */
  int[] ofInstance(int instance) {
    return ofInstance[instance];
  }
}
