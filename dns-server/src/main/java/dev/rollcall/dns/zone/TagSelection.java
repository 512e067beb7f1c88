package dev.rollcall.dns.zone;

import dev.rollcall.dns.record.Bundles;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.record.WireRecord;
import java.util.Arrays;

/**
 * What a {@link TagSelector} answers to one question. Reused, and without garbage unless a selector
 * is larger than all before it; owned by one thread.
 */
public final class TagSelection {
  /** What became of a selection. */
  public enum Outcome {
    /** No registered instance has all the tags: the name does not exist. */
    NO_SUCH_NAME,
    /** None of them is healthy, or has a record of the type. */
    NO_DATA,
    /** There are records. */
    FOUND
  }

  private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

  private long[] matching = {};
  private long[] taken = {};
  private final int[] chosen = new int[RecordSet.MAX_ANSWERED];
  private int size;
  private int words;
  private long turn;
  private TagColumn column = TagColumn.EMPTY;
  private boolean subset;

  /** Nothing, until something is selected. */
  public TagSelection() {}

  /** Selects the records of that type of the instances that have all tags of the name. */
  public Outcome select(TagSelector selector, SoughtName name, int type) {
    size = 0;
    if (!match(selector, name)) {
      return Outcome.NO_SUCH_NAME;
    }
    TagColumn ofType = selector.column(type);
    if (ofType == null) {
      return Outcome.NO_DATA;
    }
    column = ofType;
    subset = selector.isSubset();
    restrict(selector.healthy());
    choose(selector);
    return size == 0 ? Outcome.NO_DATA : Outcome.FOUND;
  }

  /** How many records there are. */
  public int size() {
    return size;
  }

  /** Whether over UDP what fits is the whole answer. */
  public boolean isSubset() {
    return subset;
  }

  public WireRecord record(int index) {
    return column.record(chosen[index]);
  }

  /** What a record brings along. */
  public Bundles bundles(int index) {
    return column.bundles(chosen[index]);
  }

  /** Keeps those that have every tag; false when none has. */
  private boolean match(TagSelector selector, SoughtName name) {
    words = selector.healthy().length;
    matching = cleared(matching, words);
    Arrays.fill(matching, 0, words, -1L);
    int tags = name.labels() - selector.commonLabels();
    for (int label = 0; label < tags; label++) {
      long[] having = selector.having(name, label);
      if (having == null) {
        return false;
      }
      restrict(having);
    }
    for (int word = 0; word < words; word++) {
      if (matching[word] != 0) {
        return true;
      }
    }
    return false;
  }

  private void restrict(long[] others) {
    for (int word = 0; word < words; word++) {
      matching[word] &= others[word];
    }
  }

  /** The records of one instance after the other, from a random one on round the ring. */
  private void choose(TagSelector selector) {
    taken = cleared(taken, TagSelector.words(column.size()));
    int first = first(selector);
    for (int i = next(first); i >= 0 && size < selector.limit(); i = next(i + 1)) {
      take(i, selector.limit());
    }
    for (int i = next(0); i >= 0 && i < first && size < selector.limit(); i = next(i + 1)) {
      take(i, selector.limit());
    }
  }

  private void take(int instance, int limit) {
    for (int place = column.begin(instance); place < column.end(instance); place++) {
      int record = column.indexAt(place);
      boolean isNew = (taken[record / Long.SIZE] & 1L << record) == 0;
      if (isNew && size < limit) {
        TagSelector.set(taken, record);
        chosen[size++] = record;
      }
    }
  }

  /** The instance that comes first: each as often as its weight says. */
  private int first(TagSelector selector) {
    long sum = 0;
    int count = 0;
    for (int i = nextWithRecords(0); i >= 0; i = nextWithRecords(i + 1)) {
      sum += selector.weight(i);
      count++;
    }
    boolean equal = sum == 0; // all stand by
    long left = random(equal ? count : sum);
    for (int i = nextWithRecords(0); i >= 0; i = nextWithRecords(i + 1)) {
      left -= equal ? 1 : selector.weight(i);
      if (left < 0) {
        return i;
      }
    }
    return 0;
  }

  private int nextWithRecords(int from) {
    int i = next(from);
    while (i >= 0 && column.begin(i) == column.end(i)) {
      i = next(i + 1);
    }
    return i;
  }

  /** The next instance that matches, -1 for none. */
  private int next(int from) {
    int word = from / Long.SIZE;
    if (word >= words) {
      return -1;
    }
    long bits = matching[word] & -1L << from;
    while (bits == 0) {
      if (++word == words) {
        return -1;
      }
      bits = matching[word];
    }
    return word * Long.SIZE + Long.numberOfTrailingZeros(bits);
  }

  /** Evenly from 0 up to {@code bound}: a counter, mixed as SplitMix64 does. */
  private long random(long bound) {
    turn += GOLDEN_RATIO;
    long mixed = (turn ^ turn >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return Math.unsignedMultiplyHigh(mixed ^ mixed >>> 31, bound);
  }

  private static long[] cleared(long[] bits, int words) {
    if (bits.length < words) {
      return new long[words];
    }
    Arrays.fill(bits, 0, words, 0L);
    return bits;
  }
}
