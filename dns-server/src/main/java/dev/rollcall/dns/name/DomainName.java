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

  private final byte[] wire;
  private final int hash;
  private final int labels;

  private DomainName(byte[] wire) {
    if (wire.length > MAX_LENGTH) {
      throw new IllegalArgumentException("a name of " + wire.length + " octets");
    }
    this.wire = wire;
    this.hash = NameHash.of(wire);
    this.labels = countLabels(wire);
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
    byte[] octets = Arrays.copyOf(first, first.length + wire.length);
    System.arraycopy(wire, 0, octets, first.length, wire.length);
    return new DomainName(octets);
  }

  /** This name without its first label; the root has none. */
  public DomainName parent() {
    return new DomainName(Arrays.copyOfRange(wire, 1 + wire[0], wire.length));
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
    return new String(wire, 1, wire[0], StandardCharsets.US_ASCII);
  }

  /** Whether the first label is an asterisk alone (RFC 4592 section 2.1.1). */
  public boolean isWildcard() {
    return wire[0] == 1 && wire[1] == '*';
  }

  /** How many labels the name has, the root not counted. */
  public int labels() {
    return labels;
  }

  /** Octets in wire format, the root's included. */
  public int length() {
    return wire.length;
  }

  /** A copy of the wire format. */
  public byte[] toWire() {
    return wire.clone();
  }

  /** Whether {@code octets} from {@code from} to {@code to} are this name. */
  public boolean matches(byte[] octets, int from, int to) {
    return Arrays.equals(wire, 0, wire.length, octets, from, to);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DomainName name && Arrays.equals(wire, name.wire);
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
    for (int at = 0; wire[at] != 0; at += 1 + wire[at]) {
      for (int i = at + 1; i <= at + wire[at]; i++) {
        append(text, wire[i]);
      }
      text.append('.');
    }
    return text.isEmpty() ? "." : text.toString();
  }

  private static int countLabels(byte[] wire) {
    int labels = 0;
    for (int at = 0; wire[at] != 0; at += 1 + wire[at]) {
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
