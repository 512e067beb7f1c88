package dev.rollcall.dns.record;

import org.jspecify.annotations.Nullable;

/**
 * The records of a set in one piece of memory, behind them what they bring along: in rotated order
 * that is two runs of each. A query reads a few neighbouring cache lines instead of an object after
 * the other. Owners of what comes along are pointers that depend on where the reply has the
 * records; until then their place holds where the target stands in the piece. Immutable.
 */
public final class Piece {
  /** Octets of a set that brings something along: more than a datagram takes is not sent whole. */
  static final int LONGEST = 1232;

  /** Octets of one that brings nothing, and is sent in part; a change copies all of them. */
  static final int LONGEST_EVEN = Character.MAX_VALUE;

  private final byte[] octets;
  private final char size;
  private final char answers; // octets of the records
  private final char additionals; // how many records come along

  /**
   * Where each record begins, then where that begins which each brings along; null where all are of
   * one length and bring nothing.
   */
  private final char @Nullable [] starts;

  private Piece(byte[] octets, int size, int answers, int additionals, char @Nullable [] starts) {
    this.octets = octets;
    this.size = (char) size;
    this.answers = (char) answers;
    this.additionals = (char) additionals;
    this.starts = starts;
  }

  /**
   * Puts records together.
   *
   * @param type of the records
   * @param bundles what each brings along, null for nothing
   * @param limit the most records of one answer
   * @return null where that would be too much, or of no use
   */
  static @Nullable Piece of(
      int type, WireRecord[] records, int size, Bundles @Nullable [] bundles, int limit) {
    if (size < 2) {
      return null; // one record is in one piece
    }
    return bundles == null && areEven(records, size)
        ? even(records, size)
        : uneven(RecordSet.targetOffset(type), records, size, bundles, limit);
  }

  /** Whether all are of one length. */
  private static boolean areEven(WireRecord[] records, int size) {
    for (int i = 1; i < size; i++) {
      if (records[i].length() != records[0].length()) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Piece even(WireRecord[] records, int size) {
    long all = (long) size * records[0].length();
    if (all > LONGEST_EVEN) {
      return null;
    }
    byte[] octets = new byte[(int) all];
    int at = 0;
    for (int i = 0; i < size; i++) {
      at = records[i].copyTo(octets, at);
    }
    return new Piece(octets, size, at, 0, null);
  }

  private static @Nullable Piece uneven(
      int targetOffset, WireRecord[] records, int size, Bundles @Nullable [] bundles, int limit) {
    int length = size > limit ? LONGEST + 1 : length(records, size, bundles);
    if (length > LONGEST) {
      return null;
    }
    byte[] octets = new byte[length];
    char[] starts = new char[2 * size];
    int at = 0;
    for (int i = 0; i < size; i++) {
      starts[i] = (char) at;
      at = records[i].copyTo(octets, at);
    }
    int answers = at;
    int additionals = 0;
    for (int i = 0; i < size; i++) {
      starts[size + i] = (char) at;
      Bundles own = bundles == null ? Bundles.NONE : bundles[i];
      for (int each = 0; each < own.size(); each++) {
        at = own.record(each).copyTo(octets, at, starts[i] + targetOffset);
      }
      additionals += own.size();
    }
    return new Piece(octets, size, answers, additionals, starts);
  }

  /** Octets of the whole, or any number above {@link #LONGEST} where that is too much. */
  private static int length(WireRecord[] records, int size, Bundles @Nullable [] bundles) {
    int length = 0;
    for (int i = 0; i < size && length <= LONGEST; i++) {
      length += records[i].length();
      Bundles own = bundles == null ? Bundles.NONE : bundles[i];
      // What belongs to a name beyond the target is written one by one.
      length += own.isChained() ? LONGEST + 1 : 0;
      for (int each = 0; each < own.size(); each++) {
        length += own.record(each).length();
      }
    }
    return length;
  }

  /** How many records come along with all of them. */
  public int additionals() {
    return additionals;
  }

  /**
   * How many of the records one can have in so many octets.
   *
   * @param wanted how many one would have
   * @return all that are wanted, with all that they bring along; else as many as fit of those that
   *     are of one length and bring nothing, none of others
   */
  public int fitting(int wanted, int room) {
    if (octets.length <= room) {
      return wanted;
    }
    return starts == null && room > 0 ? Math.min(wanted, room / (octets.length / size)) : 0;
  }

  /**
   * Writes so many records in a ring, owned by the name of the question, and what they bring along.
   *
   * @param lead the first one
   * @param count what {@link #fitting} says
   * @return how many octets that were
   */
  public int writeTo(Octets message, int at, int lead, int count) {
    if (starts == null) {
      int each = octets.length / size;
      return writeRing(message, at, lead * each, count * each);
    }
    int cut = starts[lead];
    int cutOfMore = starts[size + lead];
    int end = at + writeRing(message, at, cut, answers);
    // A target before the cut has come behind those after it.
    end = writeMore(message, end, cutOfMore, octets.length, at - cut, cut);
    end = writeMore(message, end, answers, cutOfMore, at - cut, cut);
    return end - at;
  }

  /** Copies so many octets of the records from one on, around the end if need be. */
  private int writeRing(Octets message, int at, int from, int count) {
    int first = Math.min(count, answers - from);
    message.put(at, octets, from, first);
    if (first < count) {
      message.put(at + first, octets, 0, count - first);
    }
    return count;
  }

  /**
   * Copies what comes along, and points from each owner's place to its target.
   *
   * @param moved how far a target at the cut or behind it is from its place in the piece
   * @return where it ends
   */
  private int writeMore(Octets message, int at, int from, int to, int moved, int cut) {
    message.put(at, octets, from, to - from);
    int end = at + to - from;
    for (int next = at; next < end; next += WireRecord.lengthAt(message, next)) {
      int target = message.getShort(next);
      WireRecord.writeOwner(message, next, target + moved + (target < cut ? answers : 0));
    }
    return end;
  }
}
