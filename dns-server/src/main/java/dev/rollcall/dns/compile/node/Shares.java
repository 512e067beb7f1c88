package dev.rollcall.dns.compile.node;

import dev.rollcall.dns.record.Bundles;
import dev.rollcall.dns.record.Positions;
import dev.rollcall.dns.record.Turns;
import dev.rollcall.dns.record.WireRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What instances have in a record set, gathered one instance after the other. Several may have a
 * record, which counts once (RFC 2181 section 5). One instance costs no object: there are
 * thousands.
 */
public final class Shares {
  private static final int[] NONE = {};

  private final int expected;
  private final ArrayList<WireRecord> records = new ArrayList<>();
  private final ArrayList<Bundles> bundles = new ArrayList<>();
  private final Positions positions;
  private int[] weights = NONE; // of each instance
  private int[] ends = NONE; // where its indices end, which begin where those of the one before end
  private int[] indices = NONE; // of its records
  private int size;
  private int indexed;
  private boolean bundled;
  private boolean even = true;

  /** Nothing yet, and mostly it stays at that. */
  public Shares(int expected) {
    this.expected = expected;
    this.positions = new Positions(records, expected);
  }

  /**
   * Adds what one instance has.
   *
   * @param brought what the record brings along
   * @param weight how often it is to come first, in relation to the other shares
   */
  public void add(WireRecord record, Bundles brought, int weight) {
    put(record, brought);
    end(weight);
  }

  /** Adds the records of one instance, which bring nothing along; none is no share. */
  public void add(List<WireRecord> own, int weight) {
    if (own.isEmpty()) {
      return;
    }
    for (int i = 0; i < own.size(); i++) {
      put(own.get(i), Bundles.NONE);
    }
    even &= own.size() == 1;
    end(weight);
  }

  /** Whether nothing was added. */
  public boolean isEmpty() {
    return records.isEmpty();
  }

  /** All records, each once. */
  List<WireRecord> records() {
    return records;
  }

  /** What each of the records brings along; null when none brings anything. */
  @Nullable List<Bundles> bundles() {
    return bundled ? bundles : null;
  }

  /** In whose turn which record comes first; null where all come first equally often. */
  @Nullable Turns turns() {
    if (even && records.size() == size) {
      return null;
    }
    int[][] leads = new int[size][];
    for (int i = 0; i < size; i++) {
      leads[i] = Arrays.copyOfRange(indices, i == 0 ? 0 : ends[i - 1], ends[i]);
    }
    int[] turns = WeightedTurns.of(Arrays.copyOf(weights, size));
    return Turns.of(Arrays.stream(turns).mapToObj(turn -> leads[turn]).toArray(int[][]::new));
  }

  private void put(WireRecord record, Bundles brought) {
    if (records.isEmpty()) {
      records.ensureCapacity(expected);
      bundles.ensureCapacity(expected);
    }
    int position = positions.of(record);
    if (position == bundles.size()) {
      bundles.add(brought);
      bundled |= !brought.isEmpty();
    }
    indices = withRoomFor(indexed, indices);
    indices[indexed++] = position;
  }

  private void end(int weight) {
    weights = withRoomFor(size, weights);
    ends = withRoomFor(size, ends);
    even &= weight == weights[0] || size == 0;
    weights[size] = weight;
    ends[size++] = indexed;
  }

  private int[] withRoomFor(int index, int[] values) {
    return index < values.length
        ? values
        : Arrays.copyOf(values, Math.max(expected, 2 * index + 1));
  }
}
