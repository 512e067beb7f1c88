package dev.rollcall.registry.state;

import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Verdict;
import java.nio.charset.StandardCharsets;

/**
 * What a check has come to.
 *
 * @param check its name
 * @param output what the last probe said, cut to {@link #MAX_OUTPUT} octets of UTF-8; its first
 *     line says why a check fails
 * @param since when the registry took it; what a caller gives does not count
 */
public record CheckResult(String check, Verdict verdict, String output, HybridTime since) {
  /** Most octets of what a probe said. */
  public static final int MAX_OUTPUT = 4 * 1024;

  private static final HybridTime NOT_YET = new HybridTime(0);
  private static final int MAX_LINE = 120;

  public CheckResult {
    Check.checkName("check", check); // an import brings results that no prober has made
    output = cut(output);
  }

  /** What a check comes to now. */
  public static CheckResult of(String check, Verdict verdict, String output) {
    return new CheckResult(check, verdict, output, NOT_YET);
  }

  /** The same as the registry took it. */
  CheckResult at(HybridTime now) {
    return new CheckResult(check, verdict, output, now);
  }

  /** The first line of the output, cut to 120 characters. */
  public String firstLine() {
    String line = output.lines().findFirst().orElse("").strip();
    return line.length() <= MAX_LINE
        ? line
        : line.substring(0, line.offsetByCodePoints(0, wholeCharacters(line))) + "…";
  }

  private static int wholeCharacters(String line) {
    return line.codePointCount(0, MAX_LINE);
  }

  /** Never ends in a part of a character. */
  private static String cut(String text) {
    if (text.length() * 3L <= MAX_OUTPUT) {
      return text;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length <= MAX_OUTPUT) {
      return text;
    }
    int end = MAX_OUTPUT;
    while ((utf8[end] & 0xc0) == 0x80) { // RFC 3629 section 3: not the first octet of a character
      end--;
    }
    return new String(utf8, 0, end, StandardCharsets.UTF_8);
  }
}
