package dev.rollcall.registry.instance;

import java.util.List;
import java.util.Locale;

/**
 * The name of a service: 1 to 8 DNS labels and at most 100 characters, in lower case, such as
 * {@code orders} or {@code orders.prod}. The length leaves room for an instance's label before it
 * and a zone after it within the 255 octets of RFC 1035 section 2.3.4; the first label is one short
 * of what a label may be, for the underscore of RFC 2782.
 */
public record ServiceName(String text) implements Comparable<ServiceName> {
  /** Most labels of a name. */
  public static final int MAX_LABELS = 8;

  /** Most characters of a name, dots included. */
  public static final int MAX_LENGTH = 100;

  /** Most characters of the first label. */
  public static final int MAX_FIRST_LABEL_LENGTH = 62;

  private static final String RESERVED = "ns"; // followed by digits
  private static final String ALLOWED =
      "1 to 8 labels of letters, digits and inner hyphens, separated by dots, the first of up to 62"
          + " characters, 100 in all; 'ns' followed by digits is reserved for name servers";

  public ServiceName {
    if (!isLegal(text)) {
      throw new InvalidValueException("service", text, ALLOWED);
    }
    text = text.toLowerCase(Locale.ROOT);
  }

  /** The labels from left to right, in lower case. */
  public List<String> labels() {
    return List.of(text.split("\\."));
  }

  /** The same, its text in memory once. It takes as long as a heartbeat: for what is kept. */
  ServiceName shared() {
    return new ServiceName(text.intern());
  }

  @Override
  public int compareTo(ServiceName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }

  // Each heartbeat names a service: so without patterns and streams.
  private static boolean isLegal(String text) {
    if (text.length() > MAX_LENGTH || isReserved(text)) {
      return false;
    }
    if (endOfLabel(text, 0) > MAX_FIRST_LABEL_LENGTH) {
      return false;
    }
    int labels = 0;
    int end;
    for (int start = 0; start <= text.length(); start = end + 1) {
      end = endOfLabel(text, start);
      labels++;
      if (labels > MAX_LABELS || !Labels.isLegal(text, start, end)) {
        return false;
      }
    }
    return true;
  }

  private static int endOfLabel(String text, int start) {
    int dot = text.indexOf('.', start);
    return dot < 0 ? text.length() : dot;
  }

  private static boolean isReserved(String text) {
    if (text.length() == RESERVED.length() || !text.regionMatches(true, 0, RESERVED, 0, 2)) {
      return false;
    }
    for (int i = RESERVED.length(); i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
