package dev.rollcall.dns.name;

import dev.rollcall.registry.instance.InvalidValueException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of the zone that is served, in lower case, without a dot at its end. At most 90 octets
 * in wire format: with the longest service and an instance's label the longest name has 255.
 */
public record ZoneName(String text) {
  /** Most octets in wire format. */
  public static final int MAX_LENGTH = 90;

  private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?");

  /** Octets that the wire format has more than the text: the first label's length, and the root. */
  private static final int WIRE_EXTRA = 2;

  public ZoneName {
    String bare = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    String lower = bare.toLowerCase(Locale.ROOT);
    boolean legal =
        lower.length() + WIRE_EXTRA <= MAX_LENGTH
            && List.of(lower.split("\\.", -1)).stream().allMatch(ZoneName::isLabel);
    if (!legal) {
      throw new InvalidValueException(
          "zone", text, "a domain name of up to 88 characters, such as service.internal");
    }
    text = lower;
  }

  /** The name in wire format. */
  public DomainName domain() {
    return DomainName.of(text);
  }

  @Override
  public String toString() {
    return text;
  }

  private static boolean isLabel(String label) {
    return LABEL.matcher(label).matches();
  }
}
