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
  private final List<List<Bundle>> bundles;
  private final int[][] ofInstance;

  private TagColumn(WireRecord[] records, List<List<Bundle>> bundles, int[][] ofInstance) {
    this.records = records;
    this.bundles = List.copyOf(bundles);
    this.ofInstance = ofInstance;
  }

  /** Gathers what the instances have; an unhealthy one has nothing to give. */
  static TagColumn of(
      List<Tagged> instances, Function<Tagged, Map<WireRecord, TargetAddresses>> recordsOf) {
    var indices = new LinkedHashMap<WireRecord, Integer>();
    var bundles = new ArrayList<List<Bundle>>();
    int[][] ofInstance = new int[instances.size()][];
    for (int i = 0; i < ofInstance.length; i++) {
      Tagged instance = instances.get(i);
      Map<WireRecord, TargetAddresses> own =
          instance.healthy() ? recordsOf.apply(instance) : Map.of();
      own.forEach(
          (record, target) -> {
            if (indices.putIfAbsent(record, bundles.size()) == null) {
              bundles.add(target.bundles());
            }
          });
      ofInstance[i] =
          own.keySet().stream().mapToInt(record -> indices.getOrDefault(record, 0)).toArray();
    }
    return new TagColumn(indices.keySet().toArray(WireRecord[]::new), bundles, ofInstance);
  }

  /** How many records there are. */
  int size() {
    return records.length;
  }

  WireRecord record(int index) {
    return records[index];
  }

  /** What a record brings along. */
  List<Bundle> bundles(int index) {
    return bundles.get(index);
  }

  /** The indices of an instance's records. */
  int[] ofInstance(int instance) {
    return ofInstance[instance];
  }
}
