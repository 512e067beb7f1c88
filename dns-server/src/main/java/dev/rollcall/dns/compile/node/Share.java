package dev.rollcall.dns.compile.node;

import dev.rollcall.dns.record.Bundle;
import dev.rollcall.dns.record.WireRecord;
import java.util.List;
import java.util.Map;

/**
 * What one instance has in a record set.
 *
 * @param records one or more; others may have some of them too
 * @param bundles what each of the records brings along
 * @param weight how often one of them is to come first, in relation to the other shares
 */
public record Share(List<WireRecord> records, List<Bundle> bundles, int weight) {
  public Share {
    records = List.copyOf(records);
    bundles = List.copyOf(bundles);
  }

  /** Where the records stand in the set. */
  int[] indices(Map<WireRecord, Integer> positions) {
    int[] indices = new int[records.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = positions.getOrDefault(records.get(i), 0);
    }
    return indices;
  }
}
