package dev.rollcall.dns.zone;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.record.WireRecord;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.HINFORecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** A name that exists, and all that is answered there. Immutable. */
public final class Node {
  private static final RecordSet[] NOTHING = {};

  /** In seconds; it says nothing of the name, and may be remembered. */
  private static final int ANY_TTL = 3600;

  /** RFC 8482 section 4.2: what ANY is answered, however much there is. */
  private static final RecordSet ANY =
      RecordSet.fixed(
          Type.HINFO,
          List.of(WireRecord.of(new HINFORecord(Name.root, DClass.IN, ANY_TTL, "RFC8482", ""))));

  private final DomainName name;
  private final RecordSet[] sets;

  /**
   * The types of the first sets, an octet each from the lowest on, 0 where one takes more: a query
   * reads the memory of the set that it asks for, not of those before it.
   */
  private final int types;

  private final Special special;

  /**
   * What few names have. The others, of which each instance has several, share that they do not.
   *
   * @param emptyNonTerminal whether the name exists because others do below it
   * @param delegation who knows more of this name and of all below it
   * @param below what is answered below it where no node is
   * @param nearby what some clients are answered in place of the sets
   */
  private record Special(
      boolean emptyNonTerminal,
      @Nullable Delegation delegation,
      @Nullable LatestTags below,
      @Nullable Nearby nearby) {
    static final Special NOTHING = new Special(false, null, null, null);
    static final Special EMPTY_NON_TERMINAL = new Special(true, null, null, null);
  }

  private Node(DomainName name, RecordSet[] sets, Special special) {
    this.name = name;
    this.sets = sets;
    this.types = types(sets);
    this.special = special;
  }

  /**
   * A name with those sets, one for each type.
   *
   * @throws IllegalArgumentException when a CNAME stands beside others, RFC 1034 section 3.6.2
   */
  public static Node of(DomainName name, List<RecordSet> sets) {
    boolean alias = sets.stream().anyMatch(set -> set.type() == Type.CNAME);
    if (alias && sets.size() > 1) {
      throw new IllegalArgumentException(name + " would be an alias and have records");
    }
    return new Node(name, sets.toArray(RecordSet[]::new), Special.NOTHING);
  }

  /**
   * A name that is delegated. All that is answered there or below it with authority is its DS set
   * (RFC 4035 section 3.1.4.1).
   */
  public static Node cut(DomainName name, Delegation delegation, @Nullable RecordSet signers) {
    RecordSet[] sets = signers == null ? NOTHING : new RecordSet[] {signers};
    return new Node(name, sets, new Special(false, delegation, null, null));
  }

  /** RFC 8482 section 4.2: what ANY is answered where there is anything. */
  public static RecordSet anything() {
    return ANY;
  }

  /** A name that exists because others do below it. */
  static Node emptyNonTerminal(DomainName name) {
    return new Node(name, NOTHING, Special.EMPTY_NON_TERMINAL);
  }

  /** The same name, with what is answered below it where no node is. */
  public Node withBelow(LatestTags tags) {
    return new Node(name, sets, new Special(isEmptyNonTerminal(), delegation(), tags, nearby()));
  }

  /** The same name, with what is answered there to clients of certain localities. */
  public Node withNearby(@Nullable Nearby value) {
    return value == null
        ? this
        : new Node(
            name, sets, new Special(isEmptyNonTerminal(), delegation(), special.below(), value));
  }

  public DomainName name() {
    return name;
  }

  boolean isEmptyNonTerminal() {
    return special.emptyNonTerminal();
  }

  /** Who knows more of this name and of all below it; null when this zone does. */
  public @Nullable Delegation delegation() {
    return special.delegation();
  }

  /** What is answered below this name where no node is; null for nothing but a wildcard. */
  public @Nullable TagSelector below() {
    LatestTags tags = special.below();
    return tags == null ? null : tags.selector();
  }

  /** What some clients are answered in place of these sets; null for nothing. */
  public @Nullable Nearby nearby() {
    return special.nearby();
  }

  /** Of which there are sets. */
  IntStream typesOfSets() {
    return Arrays.stream(sets).mapToInt(RecordSet::type);
  }

  /** The set of that type. */
  public @Nullable RecordSet set(int type) {
    for (int i = 0; i < sets.length; i++) {
      if (isOfType(i, type)) {
        return sets[i];
      }
    }
    return null;
  }

  /** What is answered to a question for that type, null for nothing. */
  public @Nullable RecordSet answerTo(int type) {
    if (sets.length == 0) {
      return null;
    }
    // RFC 1034 section 3.6.2: an alias answers every type.
    if (isOfType(0, Type.CNAME)) {
      return sets[0];
    }
    return type == Type.ANY ? ANY : set(type);
  }

  private boolean isOfType(int index, int type) {
    int known = index < Integer.BYTES ? types >>> (index * Byte.SIZE) & 0xff : 0;
    return known == 0 ? sets[index].type() == type : known == type;
  }

  private static int types(RecordSet[] sets) {
    int types = 0;
    for (int i = 0; i < Math.min(sets.length, Integer.BYTES); i++) {
      int type = sets[i].type();
      types |= type <= 0xff ? type << (i * Byte.SIZE) : 0;
    }
    return types;
  }
}
