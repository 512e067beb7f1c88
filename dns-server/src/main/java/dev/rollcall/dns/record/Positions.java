package dev.rollcall.dns.record;

import java.util.Arrays;
import java.util.List;

/**
 * Where records stand in a list that has each once (RFC 2181 section 5), by open addressing: a
 * look-up allocates nothing.
 */
public final class Positions {
  private static final int MIN_SLOTS = 8;
  private static final int NONE = -1;

  private final List<WireRecord> records;
  private final int expected;
  private int[] slots = {}; // until something is looked for

  /**
   * @param records which grow by what is looked for and not found
   * @param expected how many there may be
   */
  public Positions(List<WireRecord> records, int expected) {
    this.records = records;
    this.expected = expected;
  }

  /** Where that record stands; it is added when it is not there. */
  public int of(WireRecord record) {
    if (slots.length == 0) {
      slots = empty(Math.max(MIN_SLOTS, Integer.highestOneBit(Math.max(1, expected)) * 4));
    }
    int slot = slotOf(record);
    if (slots[slot] == NONE) {
      slots[slot] = records.size();
      records.add(record);
      if (records.size() > slots.length / 2) {
        grow();
        return records.size() - 1;
      }
    }
    return slots[slot];
  }

  private int slotOf(WireRecord record) {
    int mask = slots.length - 1;
    int slot = spread(record.hashCode()) & mask;
    while (slots[slot] != NONE && !records.get(slots[slot]).equals(record)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    slots = empty(slots.length * 2);
    for (int i = 0; i < records.size(); i++) {
      slots[slotOf(records.get(i))] = i;
    }
  }

  /** Records of a service differ in few octets, and so do their hashes in few bits. */
  private static int spread(int hash) {
    int mixed = hash * 0x9e3779b9;
    return mixed ^ mixed >>> 15;
  }

  private static int[] empty(int length) {
    int[] slots = new int[length];
    Arrays.fill(slots, NONE);
    return slots;
  }
}
