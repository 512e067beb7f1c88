package dev.rollcall.api.json;

import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moments of the hybrid clock and versions as text that can be read back exactly: the counter of a
 * moment is told as a fraction of its millisecond.
 *
 * @param latest no moment may lie after it: what is taken from afar would take this cluster's clock
 *     along
 */
record Moments(Instant latest) {
  private static final long COUNTS = 1 << 16; // of the clock in a millisecond
  private static final long NANOS = 1_000_000;
  private static final Pattern VERSION = Pattern.compile("([0-9a-f]{16})-([1-9][0-9]{0,17})");

  static String text(HybridTime moment) {
    long counter = moment.bits() & (COUNTS - 1);
    // Rounded up here and down there, which leads back to the same.
    return moment.instant().plusNanos((counter * NANOS + COUNTS - 1) / COUNTS).toString();
  }

  /** Text, because JavaScript's numbers do not hold 64 bits. */
  static String text(InstanceVersion version) {
    return HexFormat.of().toHexDigits(version.incarnation().bits()) + "-" + version.version();
  }

  HybridTime moment(String text) {
    Instant instant = instant(text);
    if (instant.isBefore(Instant.EPOCH) || instant.isAfter(latest)) {
      throw refused(text);
    }
    HybridTime millisecond = HybridTime.at(instant);
    long rest = Duration.between(millisecond.instant(), instant).toNanos();
    return new HybridTime(millisecond.bits() + rest * COUNTS / NANOS);
  }

  InstanceVersion version(String text) {
    Matcher matcher = VERSION.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidValueException("version", text, "such as 01a1f8b7d9ae0000-1");
    }
    var incarnation = new HybridTime(Long.parseUnsignedLong(matcher.group(1), 16));
    if (incarnation.instant().isAfter(latest)) {
      throw new InvalidValueException("version", text, "one that began no later than " + latest);
    }
    return new InstanceVersion(incarnation, Long.parseLong(matcher.group(2)));
  }

  private Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw refused(text);
    }
  }

  private InvalidValueException refused(String text) {
    return new InvalidValueException(
        "moment", text, "a moment in UTC no later than " + latest + ", written like that");
  }
}
