package dev.rollcall.dns.compile;

import dev.rollcall.dns.zone.WireRecord;
import java.util.List;
import java.util.Map;

/**
 * What one instance has in a record set.
 *
 * @param records one or more; others may have some of them too
 * @param weight how often one of them is to come first, in relation to the other shares
 */
record Share(List<WireRecord> records, int weight) {
  Share {
    records = List.copyOf(records);
  }

  /** Where the records stand in the set. */
  int[] indices(Map<WireRecord, Integer> positions) {
    return records.stream().mapToInt(record -> positions.getOrDefault(record, 0)).toArray();
  }
}
