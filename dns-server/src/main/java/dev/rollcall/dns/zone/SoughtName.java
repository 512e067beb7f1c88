package dev.rollcall.dns.zone;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.name.NameHash;
import java.nio.ByteBuffer;
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

  private final byte[] octets = new byte[DomainName.MAX_LENGTH];
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
  public int read(ByteBuffer message, int position, int end) {
    length = 0;
    labels = 0;
    int running = NameHash.START;
    int at = position;
    while (at < end) {
      byte size = message.get(at++);
      // RFC 1035 section 4.1.4: nothing comes before the first name that it could point to.
      if (size < 0 || size > MAX_LABEL_LENGTH || !fits(size) || size > end - at) {
        return MALFORMED;
      }
      int start = length;
      octets[length++] = size;
      running = NameHash.add(running, size);
      if (size == 0) {
        hash = NameHash.finish(running);
        return at;
      }
      labelStarts[labels++] = start;
      for (int last = at + size; at < last; at++) {
        byte octet = lowerCase(message.get(at));
        octets[length++] = octet;
        running = NameHash.add(running, octet);
      }
    }
    return MALFORMED;
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
  public boolean standsAt(ByteBuffer message, int position) {
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

  /** Whether a label of that size, and a root after it, leave the name within its limit. */
  private boolean fits(int size) {
    int root = size == 0 ? 0 : 1;
    return length + 1 + size + root <= DomainName.MAX_LENGTH;
  }

  /** RFC 4343 section 3: ASCII letters alone have case. */
  private static byte lowerCase(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? (byte) (octet | 0x20) : octet;
  }
}
