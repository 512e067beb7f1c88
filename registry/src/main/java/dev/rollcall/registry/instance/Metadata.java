package dev.rollcall.registry.instance;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What else an instance says of itself, in the order of the keys. Each pair has to fit one DNS
 * character string, which is how TXT records carry it.
 */
public record Metadata(Map<String, String> pairs) {
  /** Most pairs of one instance. */
  public static final int MAX_PAIRS = 64;

  /** Most octets of {@code key=value} in UTF-8, RFC 1035 section 3.3. */
  public static final int MAX_PAIR_OCTETS = 255;

  /** No metadata. */
  public static final Metadata NONE = new Metadata(Map.of());

  // RFC 6763 section 6.4: printable US-ASCII without '='.
  private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e&&[^=]]+");

  public Metadata {
    if (pairs.size() > MAX_PAIRS) {
      throw new InvalidValueException("metadata", pairs.size() + " pairs", "up to 64 pairs");
    }
    pairs.forEach(Metadata::check);
    // Of a million instances most have none, and an empty tree each would be 90 MB.
    pairs = pairs.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(pairs));
  }

  private static void check(String key, String value) {
    if (!KEY.matcher(key).matches()) {
      throw new InvalidValueException(
          "metadata", key, "keys of printable ASCII characters other than '='");
    }
    int octets = (key + "=" + value).getBytes(StandardCharsets.UTF_8).length;
    if (octets > MAX_PAIR_OCTETS) {
      throw new InvalidValueException(
          "metadata." + key, octets + " octets", "key, '=' and value of up to 255 octets in all");
    }
  }
}
