package dev.rollcall.health.probe;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * The beginning of what an instance sends, as text; the rest is counted and forgotten. Owned by one
 * thread.
 */
final class Excerpt {
  /** Most octets of UTF-8 that are kept. */
  static final int MAX_OCTETS = 4096;

  private final Buffer kept = Buffer.buffer();
  private int octets;

  /** Takes the next piece, and returns how many octets there were in all. */
  int add(Buffer piece) {
    int room = Math.min(MAX_OCTETS - kept.length(), piece.length());
    kept.appendBuffer(piece, 0, room);
    octets += piece.length();
    return octets;
  }

  /** The text after a first line of ours, both together in the limit. */
  String after(String line) {
    String text = new String(kept.getBytes(), StandardCharsets.UTF_8);
    return cut(text.isBlank() ? line : line + "\n" + text);
  }

  /** The text, cut to the limit on a character; what terminals would obey is shown as {@code ?}. */
  static String cut(String text) {
    String shown = text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "?");
    byte[] octets = shown.getBytes(StandardCharsets.UTF_8);
    if (octets.length <= MAX_OCTETS) {
      return shown;
    }
    int end = MAX_OCTETS;
    // An octet of the form 10xxxxxx goes on with a character (RFC 3629 section 3).
    while ((octets[end] & 0xc0) == 0x80) {
      end--;
    }
    return new String(octets, 0, end, StandardCharsets.UTF_8);
  }
}
