package dev.rollcall.dns.zone;

import dev.rollcall.dns.record.Bundles;
import dev.rollcall.dns.record.Positions;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.dns.zone.TagSelector.Tagged;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The records of one type that the instances of a service have, each once (RFC 2181 section 5). */
final class TagColumn {
  static final TagColumn EMPTY = of(List.of(), each -> List.of(), each -> Bundles.NONE);

  private final WireRecord[] records;
  private final Bundles[] bundles;
  private final int[] ends; // of each instance, where its indices end
  private final int[] indices; // of all instances' records, one instance after the other

  private TagColumn(WireRecord[] records, List<Bundles> bundles, int[] ends, int[] indices) {
    this.records = records;
    this.bundles = bundles.toArray(Bundles[]::new);
    this.ends = ends;
    this.indices = indices;
  }

  /**
   * Gathers what the instances have; an unhealthy one has nothing to give.
   *
   * @param bundles what the first record of an instance brings along
   */
  static TagColumn of(
      List<Tagged> instances,
      Function<Tagged, List<WireRecord>> records,
      Function<Tagged, Bundles> bundles) {
    var all = new ArrayList<WireRecord>(instances.size());
    var brought = new ArrayList<Bundles>(instances.size());
    var positions = new Positions(all, instances.size());
    int[] ends = new int[instances.size()];
    int[] indices = new int[instances.size()];
    int size = 0;
    for (int i = 0; i < ends.length; i++) {
      Tagged instance = instances.get(i);
      List<WireRecord> own = instance.healthy() ? records.apply(instance) : List.of();
      for (int j = 0; j < own.size(); j++) {
        int position = positions.of(own.get(j));
        if (position == brought.size()) {
          brought.add(j == 0 ? bundles.apply(instance) : Bundles.NONE);
        }
        indices = size < indices.length ? indices : Arrays.copyOf(indices, 2 * size);
        indices[size++] = position;
      }
      ends[i] = size;
    }
    return new TagColumn(
        all.toArray(WireRecord[]::new), brought, ends, Arrays.copyOf(indices, size));
  }

  /** How many records there are. */
  int size() {
    return records.length;
  }

  WireRecord record(int index) {
    return records[index];
  }

  /** What a record brings along. */
  Bundles bundles(int index) {
    return bundles[index];
  }

  /** The first of an instance's places; the places up to {@link #end} are its own. */
  int begin(int instance) {
    return instance == 0 ? 0 : ends[instance - 1];
  }

  int end(int instance) {
    return ends[instance];
  }

  /** The index of the record at that place. */
  int indexAt(int place) {
    return indices[place];
  }
}
