package dev.rollcall.dns.guard;

import dev.rollcall.registry.agreed.CookieKey;
import dev.rollcall.registry.instance.InvalidValueException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Secrets for server cookies that several kinds of servers share (RFC 9018 section 5), from a file
 * of one to three lines. The first makes cookies, all are accepted.
 */
public final class CookieSecretFile {
  private static final int MAX_SECRETS = 3;
  private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{32}");
  private static final String ALLOWED =
      "1 to " + MAX_SECRETS + " lines of 32 hexadecimal digits, the first makes cookies";

  private CookieSecretFile() {}

  /**
   * Reads the file.
   *
   * @throws InvalidValueException naming file, line and what is allowed, but no secret
   */
  public static List<CookieKey> read(Path file) throws IOException {
    List<String> lines = lines(file);
    if (lines.isEmpty() || lines.size() > MAX_SECRETS) {
      throw new InvalidValueException(file.toString(), lines.size() + " lines", ALLOWED);
    }
    var secrets = new ArrayList<CookieKey>();
    for (String line : lines) {
      if (!FORM.matcher(line).matches()) {
        // The line may be a secret with a slip of the pen: it is not shown.
        String place = file + ":" + (secrets.size() + 1);
        throw new InvalidValueException(place, line.length() + " characters", ALLOWED);
      }
      secrets.add(CookieKey.of(HexFormat.of().parseHex(line), Instant.EPOCH));
    }
    return secrets;
  }

  /** Any octets can be read so; those that are no digits are refused. */
  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
        .map(String::strip)
        .toList();
  }
}
