package dev.rollcall.dns.zone;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** An absolute domain name in lower case, in the wire format that queries carry. */
public final class DomainName {
  /** RFC 1035 section 2.3.4: most octets of a name. */
  public static final int MAX_LENGTH = 255;

  static final DomainName ROOT = new DomainName(new byte[1]);

  private static final int MAX_LABEL_LENGTH = 63;

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

  /** The name of that text, labels separated by dots, with or without a dot at its end. */
  public static DomainName of(String text) {
    var octets = new ByteArrayOutputStream();
    String bare = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    for (String label : bare.split("\\.", -1)) {
      octets.writeBytes(lengthAndOctets(label));
    }
    octets.write(0);
    return new DomainName(octets.toByteArray());
  }

  /** The name of that label below this one. */
  public DomainName child(String label) {
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

  /** The text, with a dot at its end. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (int at = 0; wire[at] != 0; at += 1 + wire[at]) {
      text.append(new String(wire, at + 1, wire[at], StandardCharsets.US_ASCII)).append('.');
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

  private static byte[] lengthAndOctets(String label) {
    byte[] octets = label.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
    if (octets.length == 0 || octets.length > MAX_LABEL_LENGTH) {
      throw new IllegalArgumentException("a label of " + octets.length + " octets: " + label);
    }
    byte[] all = new byte[1 + octets.length];
    all[0] = (byte) octets.length;
    System.arraycopy(octets, 0, all, 1, octets.length);
    return all;
  }
}
