package dev.rollcall.dns.name;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** An absolute domain name in lower case, in the wire format that queries carry. */
public final class DomainName {
  /** RFC 1035 section 2.3.4: most octets of a name. */
  public static final int MAX_LENGTH = 255;

  /** The name above all others. */
  public static final DomainName ROOT = new DomainName(new byte[1]);

  private static final int MAX_LABEL_LENGTH = 63;

  /** What has a meaning of its own in master files. */
  private static final String SPECIAL = ".\\\"();@$";

  // Each instance has two: 24 octets with the header, beside those of the name.
  private final byte[] octets; // which hold the name, maybe among others
  private final int hash;
  private final char from;
  private final short length;
  private final byte labels;

  private DomainName(byte[] wire) {
    this(wire, 0, wire.length);
  }

  private DomainName(byte[] octets, int from, int length) {
    if (length > MAX_LENGTH || from > Character.MAX_VALUE) {
      throw new IllegalArgumentException("a name of " + length + " octets at " + from);
    }
    this.octets = octets;
    this.from = (char) from;
    this.length = (short) length;
    this.hash = NameHash.of(octets, from, from + length);
    this.labels = (byte) countLabels(octets, from);
  }

  /**
   * The name that stands in octets from one on up to their end, in lower case. They are not copied,
   * and must not change.
   */
  public static DomainName within(byte[] octets, int from) {
    return new DomainName(octets, from, octets.length - from);
  }

  /** The same name. */
  public static DomainName of(Name absolute) {
    return new DomainName(absolute.toWireCanonical());
  }

  /**
   * The name of that text, with or without a dot at its end, escaped as in master files (RFC 1035
   * section 5.1).
   *
   * @throws IllegalArgumentException when it is none
   */
  public static DomainName parse(String text) {
    try {
      return of(Name.fromString(text, Name.root));
    } catch (TextParseException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** The name of that text, labels separated by dots, with or without a dot at its end. */
  public static DomainName of(String text) {
    var octets = new ByteArrayOutputStream();
    String bare = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    for (String label : bare.split("\\.", -1)) {
      octets.writeBytes(lengthAndOctets(label.getBytes(StandardCharsets.US_ASCII)));
    }
    octets.write(0);
    return new DomainName(octets.toByteArray());
  }

  /** The name of that label below this one. */
  public DomainName child(String label) {
    return child(label.getBytes(StandardCharsets.US_ASCII));
  }

  /** The name of that label, of any octets, below this one. RFC 4343 section 3: ASCII has case. */
  public DomainName child(byte[] label) {
    byte[] first = lengthAndOctets(label);
    byte[] all = Arrays.copyOf(first, first.length + length);
    System.arraycopy(octets, from, all, first.length, length);
    return new DomainName(all);
  }

  /** This name without its first label; the root has none. */
  public DomainName parent() {
    int first = 1 + octets[from];
    return new DomainName(octets, from + first, length - first);
  }

  /** Whether this is {@code other} or a name below it. */
  public boolean isUnder(DomainName other) {
    DomainName ancestor = this;
    while (ancestor.length() > other.length()) {
      ancestor = ancestor.parent();
    }
    return ancestor.equals(other);
  }

  /** The octets of the first label, as far as they are ASCII; the root has none. */
  public String firstLabel() {
    return new String(octets, from + 1, octets[from], StandardCharsets.US_ASCII);
  }

  /** Whether the first label is an asterisk alone (RFC 4592 section 2.1.1). */
  public boolean isWildcard() {
    return octets[from] == 1 && octets[from + 1] == '*';
  }

  /** How many labels the name has, the root not counted. */
  public int labels() {
    return labels;
  }

  /** Octets in wire format, the root's included. */
  public int length() {
    return length;
  }

  /** A copy of the wire format. */
  public byte[] toWire() {
    return Arrays.copyOfRange(octets, from, from + length);
  }

  /** Whether {@code others} from {@code begin} to {@code end} are this name. */
  public boolean matches(byte[] others, int begin, int end) {
    return Arrays.equals(octets, from, from + length, others, begin, end);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DomainName name
        && hash == name.hash
        && matches(name.octets, name.from, name.from + name.length);
  }

  /** The {@link NameHash} of the wire format. */
  @Override
  public int hashCode() {
    return hash;
  }

  /** The text in master file format, with a dot at its end. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (int at = from; octets[at] != 0; at += 1 + octets[at]) {
      for (int i = at + 1; i <= at + octets[at]; i++) {
        append(text, octets[i]);
      }
      text.append('.');
    }
    return text.isEmpty() ? "." : text.toString();
  }

  private static int countLabels(byte[] octets, int from) {
    int labels = 0;
    for (int at = from; octets[at] != 0; at += 1 + octets[at]) {
      labels++;
    }
    return labels;
  }

  private static byte[] lengthAndOctets(byte[] label) {
    if (label.length == 0 || label.length > MAX_LABEL_LENGTH) {
      throw new IllegalArgumentException("a label of " + label.length + " octets");
    }
    byte[] all = new byte[1 + label.length];
    all[0] = (byte) label.length;
    for (int i = 0; i < label.length; i++) {
      all[1 + i] = lowerCase(label[i]);
    }
    return all;
  }

  private static byte lowerCase(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? (byte) (octet | 0x20) : octet;
  }

  /** RFC 1035 section 5.1: what is special or cannot be seen is escaped. */
  private static void append(StringBuilder text, byte octet) {
    if (octet <= ' ' || octet == 0x7f) {
      text.append("\\%03d".formatted(octet & 0xff));
      return;
    }
    if (SPECIAL.indexOf(octet) >= 0) {
      text.append('\\');
    }
    text.append((char) octet);
  }
}
