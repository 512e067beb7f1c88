package dev.rollcall.registry.instance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * What tells the instances of one service apart: 1 to 253 printable characters, case-sensitive. Ids
 * that other registries made (a host name, {@code host:app:8080}, a UUID) fit as they are.
 */
public record InstanceId(String text) implements Comparable<InstanceId> {
  /** Most characters of an id. */
  public static final int MAX_LENGTH = 253;

  private static final String BASE32HEX = "0123456789abcdefghijklmnopqrstuv";

  /** 13 digits of 5 bits hold a 64-bit hash. */
  private static final int HASH_DIGITS = 13;

  public InstanceId {
    if (!isLegal(text)) {
      throw new InvalidValueException(
          "id", text, "1 to 253 printable characters, no space at either end");
    }
  }

  /**
   * The DNS label of this id: itself in lower case where that is legal, else {@link #hashLabel}.
   */
  public String label() {
    return Labels.isLegal(text) ? text.toLowerCase(Locale.ROOT) : hashLabel();
  }

  /**
   * A label made of a hash: the same on every node and in every release. It stands in for {@link
   * #label} where that is no legal label or is taken by another name.
   */
  public String hashLabel() {
    byte[] digest = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    long bits = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      bits = bits << 8 | (digest[i] & 0xff);
    }
    var label = new StringBuilder("i-");
    for (int i = 0; i < HASH_DIGITS; i++) {
      label.append(BASE32HEX.charAt((int) (bits & 31)));
      bits >>>= 5;
    }
    return label.toString();
  }

  @Override
  public int compareTo(InstanceId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }

  private static boolean isLegal(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return false;
    }
    int first = text.codePointAt(0);
    int last = text.codePointBefore(text.length());
    return !Character.isWhitespace(first)
        && !Character.isWhitespace(last)
        && (isAscii(text) || text.codePoints().allMatch(InstanceId::isPrintable));
  }

  /** Whether all of it is printable ASCII, as nearly every id is. */
  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
