package dev.rollcall.dns.zone;

import dev.rollcall.dns.record.Bundle;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.dns.zone.TagSelector.Tagged;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;

/** The records of one type that the instances of a service have, each once (RFC 2181 section 5). */
final class TagColumn {
  static final TagColumn EMPTY = of(List.of(), each -> List.of(), each -> List.of());

  private final WireRecord[] records;
  private final List<List<Bundle>> bundles;
  private final int[][] ofInstance;

  private TagColumn(WireRecord[] records, List<List<Bundle>> bundles, int[][] ofInstance) {
    this.records = records;
    this.bundles = List.copyOf(bundles);
    this.ofInstance = ofInstance;
  }

  /**
   * Gathers what the instances have; an unhealthy one has nothing to give.
   *
   * @param bundles what the first record of an instance brings along
   */
  static TagColumn of(
      List<Tagged> instances,
      Function<Tagged, List<WireRecord>> records,
      Function<Tagged, List<Bundle>> bundles) {
    var indices = new LinkedHashMap<WireRecord, Integer>();
    var brought = new ArrayList<List<Bundle>>();
    int[][] ofInstance = new int[instances.size()][];
    for (int i = 0; i < ofInstance.length; i++) {
      Tagged instance = instances.get(i);
      List<WireRecord> own = instance.healthy() ? records.apply(instance) : List.of();
      ofInstance[i] = new int[own.size()];
      for (int j = 0; j < own.size(); j++) {
        Integer known = indices.putIfAbsent(own.get(j), brought.size());
        ofInstance[i][j] = known == null ? brought.size() : known;
        if (known == null) {
          brought.add(j == 0 ? bundles.apply(instance) : List.of());
        }
      }
    }
    return new TagColumn(indices.keySet().toArray(WireRecord[]::new), brought, ofInstance);
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
