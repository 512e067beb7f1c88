package dev.rollcall.dns.guard;

import dev.rollcall.registry.instance.InvalidValueException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Secrets for server cookies that several kinds of servers share (RFC 9018 section 5), from a file
 * of one to three lines. The first makes cookies, all are accepted.
 */
public final class CookieSecretFile {
  private static final int MAX_SECRETS = 3;
  private static final String ALLOWED =
      "1 to " + MAX_SECRETS + " lines of 32 hexadecimal digits, the first makes cookies";

  private CookieSecretFile() {}

  /**
   * Reads the file.
   *
   * @throws InvalidValueException naming file, line and what is allowed, but no secret
   */
  public static List<CookieSecret> read(Path file) throws IOException {
    List<String> lines = lines(file);
    if (lines.isEmpty() || lines.size() > MAX_SECRETS) {
      throw new InvalidValueException(file.toString(), lines.size() + " lines", ALLOWED);
    }
    var secrets = new ArrayList<CookieSecret>();
    for (String line : lines) {
      String place = file + ":" + (secrets.size() + 1);
      secrets.add(
          CookieSecret.parse(line)
              .orElseThrow(
                  () -> new InvalidValueException(place, line.length() + " characters", ALLOWED)));
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
