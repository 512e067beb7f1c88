package dev.rollcall.health.probe;

import dev.rollcall.registry.instance.Printable;
import dev.rollcall.registry.state.CheckResult;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * The beginning of what an instance sends, as text; the rest is counted and forgotten. Owned by one
 * thread.
 */
final class Excerpt {
  private static final int MAX_OCTETS = CheckResult.MAX_OUTPUT;

  private final Buffer kept = Buffer.buffer();
  private int octets;

  /** Takes the next piece, and returns how many octets there were in all. */
  int add(Buffer piece) {
    int room = Math.min(MAX_OCTETS - kept.length(), piece.length());
    kept.appendBuffer(piece, 0, room);
    octets += piece.length();
    return octets;
  }

  /** The text, after a first line of ours. */
  String after(String line) {
    String text = new String(kept.getBytes(), StandardCharsets.UTF_8);
    return shown(text.isBlank() ? line : line + "\n" + text);
  }

  /** The text with a question mark for each character that a terminal would obey. */
  static String shown(String text) {
    return Printable.lines(text);
  }
}
