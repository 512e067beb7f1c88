package dev.rollcall.dns.answer;

import dev.rollcall.registry.instance.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What a server says of itself to those who ask.
 *
 * @param serverId which of several servers this is (RFC 5001, RFC 4892); empty to say nothing
 * @param version which program it runs; empty to say nothing
 */
public record Identity(String serverId, String version) {
  /** What fits one character string with room to spare in a small reply. */
  private static final Pattern FORM = Pattern.compile("[ -~]{0,64}");

  private static final String ALLOWED = "up to 64 printable ASCII characters";

  /** No name, and the program's. */
  public static final Identity DEFAULT = new Identity("", "Rollcall");

  public Identity {
    check("serverId", serverId);
    check("version", version);
  }

  byte[] serverIdOctets() {
    return serverId.getBytes(StandardCharsets.US_ASCII);
  }

  private static void check(String field, String text) {
    if (!FORM.matcher(text).matches()) {
      throw new InvalidValueException(field, text, ALLOWED);
    }
  }
}
