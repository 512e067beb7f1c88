package dev.rollcall.dns.record;

import java.util.Arrays;

/**
 * Records of one name of which there come ever more, each once: one more does not copy the others,
 * as sets that were given before share the array and end before it. Owned by one thread; the sets
 * are for all.
 */
public final class GrowingRecords {
  private WireRecord[] records = new WireRecord[RecordSet.MAX_ANSWERED];
  private int[] ofLength = {}; // how many records there are of each length
  private int size;

  /** None yet. */
  public GrowingRecords() {}

  /** Adds one that is not there. */
  public void add(WireRecord record) {
    if (size == records.length) {
      records = Arrays.copyOf(records, 2 * size);
    }
    records[size++] = record;
    if (record.length() >= ofLength.length) {
      ofLength = Arrays.copyOf(ofLength, record.length() + 1);
    }
    ofLength[record.length()]++;
  }

  /** All that were added, each of which comes first in its turn. */
  public RecordSet rotating(int type, Rotation rotation) {
    return RecordSet.sharing(
        type, records, size, RecordSet.longest(ofLength, RecordSet.MAX_ANSWERED), rotation);
  }
}
