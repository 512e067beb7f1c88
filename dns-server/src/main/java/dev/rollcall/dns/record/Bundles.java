package dev.rollcall.dns.record;

import java.util.List;

/**
 * All that one record brings along into the additional section: up to two bundles of records, each
 * of which goes there whole or not at all. Every set that has the record holds the same object.
 * Immutable.
 */
public final class Bundles {
  private static final WireRecord[] NOTHING = {};

  /** Of a record that brings nothing. */
  public static final Bundles NONE = new Bundles(NOTHING, 0, false);

  // An array and two numbers, as each instance has two of these, and each query goes through them:
  // a list is one of several classes, which costs as much as the copy of a record.
  private final WireRecord[] records;
  private final char first;
  private final boolean chained;

  private Bundles(WireRecord[] records, int first, boolean chained) {
    this.records = records;
    this.first = (char) first;
    this.chained = chained;
  }

  /** Two bundles, either of which may be empty, of the name that the record points to. */
  public static Bundles of(List<WireRecord> one, List<WireRecord> other) {
    return of(one, other, false);
  }

  /**
   * One bundle: records of the name that the record points to, the first of which is an SRV record,
   * and those of the name that this one points to.
   */
  public static Bundles chained(List<WireRecord> ofTarget, List<WireRecord> beyond) {
    if (ofTarget.isEmpty()) {
      throw new IllegalArgumentException("nothing that points beyond");
    }
    return of(ofTarget, beyond, true);
  }

  private static Bundles of(List<WireRecord> one, List<WireRecord> other, boolean chained) {
    if (one.isEmpty() && other.isEmpty()) {
      return NONE;
    }
    WireRecord[] records = new WireRecord[one.size() + other.size()];
    for (int i = 0; i < records.length; i++) {
      records[i] = i < one.size() ? one.get(i) : other.get(i - one.size());
    }
    return new Bundles(records, one.size(), chained);
  }

  public boolean isEmpty() {
    return records.length == 0;
  }

  /** How many records there are. */
  public int size() {
    return records.length;
  }

  /** How many of them come first: those of one bundle, or in a chain those of the target. */
  public int first() {
    return first;
  }

  /** Whether all are one bundle, and those after the first ones of a name beyond the target. */
  public boolean isChained() {
    return chained;
  }

  public WireRecord record(int index) {
    return records[index];
  }
}
