package dev.rollcall.dns.record;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/**
 * The records of one type at one name, with what each of them brings along into the additional
 * section. Immutable, but for the rotation.
 */
public final class RecordSet {
  /** Most records of one answer; stock resolvers refuse to cache more. */
  public static final int MAX_ANSWERED = 100;

  /** Octets of priority, weight and port before the target of an SRV record, RFC 2782. */
  private static final int SRV_NUMBERS = 6;

  /** Octets of the priority before the target of an SVCB or HTTPS record, RFC 9460 section 2.2. */
  private static final int SVCB_NUMBERS = 2;

  /** Octets of the preference before the target of an MX record, RFC 1035 section 3.3.9. */
  private static final int MX_NUMBERS = 2;

  // Each instance has some of these: 40 octets with the header.
  private final WireRecord[] records;
  private final Bundles @Nullable [] bundles;
  private final @Nullable Rotation rotation;
  private final @Nullable Turns turns;
  private final @Nullable Piece piece;
  private final int size; // of the records; others may follow that are not of this set
  private final int octets;
  private final char type;
  private final byte limit;
  private final boolean subset;

  private RecordSet(
      int type,
      WireRecord[] records,
      int size,
      Bundles @Nullable [] bundles,
      @Nullable Rotation rotation,
      @Nullable Turns turns,
      AnswerPolicy policy,
      int octets,
      @Nullable Piece piece) {
    this.type = (char) type;
    this.records = records;
    this.size = size;
    this.bundles = bundles;
    this.rotation = rotation;
    this.turns = turns;
    this.limit = (byte) policy.limit();
    this.subset = policy.subset();
    this.octets = octets;
    this.piece = piece;
  }

  private static RecordSet of(
      int type, List<WireRecord> records, @Nullable Rotation rotation, @Nullable Turns turns) {
    if (records.isEmpty()) {
      throw new IllegalArgumentException("no records of type " + Type.string(type));
    }
    WireRecord[] all = records.toArray(WireRecord[]::new);
    int octets = mostOctets(all, MAX_ANSWERED);
    return new RecordSet(
        type, all, all.length, null, rotation, turns, AnswerPolicy.ALL, octets, null);
  }

  /** Records that are always answered in this order. */
  public static RecordSet fixed(int type, List<WireRecord> records) {
    return of(type, records, null, null);
  }

  /** Records of which each comes first in its turn. */
  public static RecordSet rotating(int type, List<WireRecord> records, Rotation rotation) {
    return of(type, records, rotation, null);
  }

  /**
   * Records of which some come first more often than others.
   *
   * @param turns null for all equally often
   */
  public static RecordSet rotating(
      int type, List<WireRecord> records, Rotation rotation, @Nullable Turns turns) {
    return of(type, records, rotation, turns);
  }

  /** Records of which each comes first in its turn, the first ones of an array that may grow. */
  static RecordSet sharing(
      int type, WireRecord[] records, int size, int octets, Rotation rotation) {
    return new RecordSet(type, records, size, null, rotation, null, AnswerPolicy.ALL, octets, null);
  }

  /** The same records, with the addresses of their targets in the same order. */
  public RecordSet withTargets(List<TargetAddresses> addresses) {
    return withBundles(addresses.stream().map(TargetAddresses::bundles).toList());
  }

  /** The same records, with what each of them brings along in the same order. */
  public RecordSet withBundles(List<Bundles> each) {
    if (each.size() != size) {
      throw new IllegalArgumentException(each.size() + " bundles of " + size);
    }
    Bundles[] own = each.toArray(Bundles[]::new);
    return new RecordSet(type, records, size, own, rotation, turns, policy(), octets, null);
  }

  /** The same records, each of which comes first in turns of their own. */
  public RecordSet withRotation(Rotation own) {
    return new RecordSet(type, records, size, bundles, own, turns, policy(), octets, piece);
  }

  /** The same records, as much of them as that says. */
  public RecordSet withPolicy(AnswerPolicy policy) {
    int most =
        policy.limit() == limit ? octets : mostOctets(Arrays.copyOf(records, size), policy.limit());
    return new RecordSet(type, records, size, bundles, rotation, turns, policy, most, null);
  }

  /**
   * The same records, put together for those who ask often: a second copy of them, if they are few.
   * The last step: a set that is made of this one has none, but for a rotation of its own.
   */
  public RecordSet packed() {
    Piece packed = Piece.of(type, records, size, bundles, limit);
    return new RecordSet(type, records, size, bundles, rotation, turns, policy(), octets, packed);
  }

  public int type() {
    return type;
  }

  public int size() {
    return size;
  }

  /** The most records of one answer. */
  public int limit() {
    return limit;
  }

  /** Whether over UDP what fits is the whole answer. */
  public boolean isSubset() {
    return subset;
  }

  /** The most octets that one answer's records take. */
  public int octets() {
    return octets;
  }

  /** The index of the record that comes first this time; the others follow in a ring. */
  public int lead() {
    return rotation == null ? 0 : lead(rotation.next());
  }

  /** The same for an answer that is cut, which takes no turn from those that are not. */
  public int leadOfCut() {
    return rotation == null ? 0 : lead(rotation.nextCut());
  }

  public WireRecord record(int index) {
    return records[index];
  }

  /** All of it in one piece of memory; null where it is to be written record by record. */
  public @Nullable Piece piece() {
    return piece;
  }

  /** Whether there is anything for the additional section. */
  public boolean hasBundles() {
    return bundles != null;
  }

  /** What a record brings along. */
  public Bundles bundles(int index) {
    return bundles == null ? Bundles.NONE : bundles[index];
  }

  /** Where in a record of that type its target begins. */
  public static int targetOffset(int type) {
    return WireRecord.HEADER_LENGTH
        + switch (type) {
          case Type.SRV -> SRV_NUMBERS;
          case Type.SVCB, Type.HTTPS -> SVCB_NUMBERS;
          case Type.MX -> MX_NUMBERS;
          default -> 0;
        };
  }

  /** What the next version of this set goes on with. */
  public Rotation rotation() {
    return rotation == null ? new Rotation() : rotation;
  }

  private AnswerPolicy policy() {
    return new AnswerPolicy(limit, subset);
  }

  private int lead(long turn) {
    return turns == null ? (int) (turn % size) : turns.lead(turn);
  }

  private static int mostOctets(WireRecord[] records, int limit) {
    int most = 0;
    int octets = 0;
    for (WireRecord record : records) {
      most = Math.max(most, record.length());
      octets += record.length();
    }
    return records.length > limit ? longest(records, limit, most) : octets;
  }

  private static int longest(WireRecord[] records, int count, int most) {
    int[] ofLength = new int[most + 1];
    for (WireRecord record : records) {
      ofLength[record.length()]++;
    }
    return longest(ofLength, count);
  }

  /**
   * The octets of the {@code count} longest records.
   *
   * @param ofLength how many there are of each length
   */
  static int longest(int[] ofLength, int count) {
    int octets = 0;
    int left = count;
    for (int length = ofLength.length - 1; length > 0 && left > 0; length--) {
      int some = Math.min(left, ofLength[length]);
      octets += some * length;
      left -= some;
    }
    return octets;
  }
}
