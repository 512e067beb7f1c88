package dev.rollcall.dns.zone;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.name.NameHash;
import dev.rollcall.dns.record.Octets;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A name that is looked for, in lower case and hashed while it is read. Reused; owned by one
 * thread.
 */
public final class SoughtName {
  /** What {@link #read} says of octets that are no name. */
  public static final int MALFORMED = -1;

  private static final int MAX_LABEL_LENGTH = 63;
  private static final int MAX_LABELS = 128;

  /** Room for a wildcard's label before the name, so that it can be looked for in place. */
  private static final int WILDCARD_LENGTH = 2;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /** One in each octet of a word, and the uppermost bit in each. */
  private static final long EACH = 0x0101010101010101L;

  private static final long UPPER_BITS = EACH << 7;

  /** Whole words. */
  private final byte[] octets = new byte[DomainName.MAX_LENGTH + 1];

  private final byte[] wildcard = new byte[WILDCARD_LENGTH + DomainName.MAX_LENGTH];
  private final int[] labelStarts = new int[MAX_LABELS];
  private int length;
  private int labels;
  private int hash;

  /** No name, until one is read. */
  public SoughtName() {
    wildcard[0] = 1;
    wildcard[1] = '*';
  }

  /**
   * Reads an uncompressed name from {@code position} up to {@code end} at most.
   *
   * @return where it ends, or {@link #MALFORMED}
   */
  public int read(Octets message, int position, int end) {
    int root = findLabels(message, position, Math.min(end, position + DomainName.MAX_LENGTH));
    if (root == MALFORMED) {
      return MALFORMED;
    }
    length = root + 1 - position;
    message.get(position, octets, 0, length);
    toLowerCase();
    hash = NameHash.of(octets, 0, length);
    return root + 1;
  }

  /** Notes where labels start; returns where the root stands, or {@link #MALFORMED}. */
  private int findLabels(Octets message, int position, int end) {
    labels = 0;
    int at = position;
    while (at < end) {
      byte size = message.get(at);
      if (size == 0) {
        return at;
      }
      // RFC 1035 section 4.1.4: nothing comes before the first name that it could point to.
      if (size < 0 || size > MAX_LABEL_LENGTH) {
        return MALFORMED;
      }
      labelStarts[labels++] = at - position;
      at += 1 + size;
    }
    return MALFORMED;
  }

  /**
   * RFC 4343 section 3: ASCII letters alone have case. Eight octets at a time; a label's length is
   * never taken for a letter, for it is at most 63.
   */
  private void toLowerCase() {
    for (int at = 0; at < length; at += Long.BYTES) {
      long word = (long) WORD.get(octets, at);
      long bits = word & ~UPPER_BITS;
      long fromA = bits + ('\u0080' - 'A') * EACH;
      long beyondZ = bits + ('\u0080' - 'Z' - 1) * EACH;
      long capitals = fromA & ~beyondZ & ~word & UPPER_BITS;
      WORD.set(octets, at, word | capitals >>> 2);
    }
  }

  /** Octets in wire format. */
  public int length() {
    return length;
  }

  /** How many labels the name has, the root not counted. */
  public int labels() {
    return labels;
  }

  /** Whether the name is {@code apex} or lies below it. */
  public boolean isUnder(DomainName apex) {
    int apexLabels = apex.labels();
    return labels >= apexLabels && apex.matches(octets, startOfLast(apexLabels), length);
  }

  /** Whether it is that name. */
  public boolean is(DomainName other) {
    return other.matches(octets, 0, length);
  }

  /** Whether the same name stands at {@code position} of the message, uncompressed. */
  public boolean standsAt(Octets message, int position) {
    for (int i = 0; i < length; i++) {
      if (octets[i] != lowerCase(message.get(position + i))) {
        return false;
      }
    }
    return true;
  }

  /** The node of this name. */
  public @Nullable Node find(NameTable names) {
    return names.find(octets, 0, length, hash);
  }

  /**
   * The deepest name that exists above this one, which does not (RFC 4592 section 3.3.1); null in a
   * zone without an apex. Looked for from the apex down: a random name ends that at once.
   */
  public @Nullable Node closestEncloser(DomainName apex, NameTable names) {
    Node deepest = names.find(apex);
    for (int last = apex.labels() + 1; last < labels && deepest != null; last++) {
      int start = startOfLast(last);
      Node node = names.find(octets, start, length, NameHash.of(octets, start, length));
      if (node == null) {
        return deepest;
      }
      deepest = node;
    }
    return deepest;
  }

  /** The wildcard right below an ancestor of this name. */
  public @Nullable Node wildcardBelow(DomainName encloser, NameTable names) {
    if (!names.hasWildcards()) {
      return null;
    }
    int start = startOfLast(encloser.labels());
    int end = WILDCARD_LENGTH + length - start;
    System.arraycopy(octets, start, wildcard, WILDCARD_LENGTH, length - start);
    return names.find(wildcard, 0, end, NameHash.of(wildcard, 0, end));
  }

  /** The octets of label number {@code index}, without its length, hashed. */
  int labelHash(int index) {
    int start = labelStarts[index];
    return NameHash.of(octets, start + 1, start + 1 + octets[start]);
  }

  /** Whether label number {@code index} is that one. */
  boolean isLabel(int index, byte[] label) {
    int start = labelStarts[index] + 1;
    return Arrays.equals(octets, start, start + octets[start - 1], label, 0, label.length);
  }

  /** Where the last {@code count} labels begin. */
  private int startOfLast(int count) {
    return count == 0 ? length - 1 : labelStarts[labels - count];
  }

  /** RFC 4343 section 3: ASCII letters alone have case. */
  private static byte lowerCase(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? (byte) (octet | 0x20) : octet;
  }
}
