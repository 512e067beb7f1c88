package dev.rollcall.dns.compile.node;

import dev.rollcall.dns.record.WireRecord;
import java.util.Arrays;
import java.util.List;

/** Where records stand in a list, by open addressing: a look-up allocates nothing. */
final class Positions {
  private static final int MIN_SLOTS = 8;
  private static final int NONE = -1;

  private final List<WireRecord> records;
  private int[] slots;

  /**
   * @param records which grow by what is looked for and not found
   * @param expected how many there may be
   */
  Positions(List<WireRecord> records, int expected) {
    this.records = records;
    this.slots = empty(Math.max(MIN_SLOTS, Integer.highestOneBit(Math.max(1, expected)) * 4));
  }

  /** Where that record stands; it is added when it is not there. */
  int of(WireRecord record) {
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
