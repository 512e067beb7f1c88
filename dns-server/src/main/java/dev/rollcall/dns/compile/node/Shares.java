package dev.rollcall.dns.compile.node;

import dev.rollcall.dns.record.Bundle;
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
  private final List<WireRecord> records;
  private final List<List<Bundle>> bundles;
  private final Positions positions;
  private int[] weights; // of each instance
  private int[] ends; // where its indices end, which begin where those of the one before end
  private int[] indices; // of its records
  private int size;
  private int indexed;
  private boolean bundled;
  private boolean even = true;

  /** Nothing yet. */
  public Shares(int expected) {
    this.records = new ArrayList<>(expected);
    this.bundles = new ArrayList<>(expected);
    this.positions = new Positions(records, expected);
    this.weights = new int[Math.max(1, expected)];
    this.ends = new int[weights.length];
    this.indices = new int[weights.length];
  }

  /**
   * Adds what one instance has.
   *
   * @param brought what the record brings along
   * @param weight how often it is to come first, in relation to the other shares
   */
  public void add(WireRecord record, List<Bundle> brought, int weight) {
    put(record, brought);
    end(weight);
  }

  /** Adds the records of one instance, which bring nothing along; none is no share. */
  public void add(List<WireRecord> own, int weight) {
    if (own.isEmpty()) {
      return;
    }
    for (int i = 0; i < own.size(); i++) {
      put(own.get(i), List.of());
    }
    even &= own.size() == 1;
    end(weight);
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  /** All records, each once. */
  List<WireRecord> records() {
    return records;
  }

  /** What each of the records brings along; null when none brings anything. */
  @Nullable List<List<Bundle>> bundles() {
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

  private void put(WireRecord record, List<Bundle> brought) {
    int position = positions.of(record);
    if (position == bundles.size()) {
      bundles.add(brought);
      bundled |= !brought.isEmpty();
    }
    if (indexed == indices.length) {
      indices = Arrays.copyOf(indices, 2 * indexed);
    }
    indices[indexed++] = position;
  }

  private void end(int weight) {
    if (size == weights.length) {
      weights = Arrays.copyOf(weights, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    even &= weight == weights[0] || size == 0;
    weights[size] = weight;
    ends[size++] = indexed;
  }
}
