package dev.rollcall.dns.zonefile;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers that {@code $GENERATE} makes records of, with both ends. */
record GeneratedRange(long start, long stop, long step) {
  private static final int MAX_GENERATED = 65_536;

  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})-(\\d{1,9})(?:/(\\d{1,9}))?");

  static GeneratedRange parse(String range, Place place) throws ZoneFileException {
    Matcher numbers = RANGE.matcher(range);
    if (!numbers.matches()) {
      throw new ZoneFileException(place, "no range", range, "START-STOP or START-STOP/STEP");
    }
    long start = Long.parseLong(numbers.group(1));
    long stop = Long.parseLong(numbers.group(2));
    long step = numbers.group(3) == null ? 1 : Long.parseLong(numbers.group(3));
    if (stop < start || step < 1 || (stop - start) / step >= MAX_GENERATED) {
      throw new ZoneFileException(
          place, "no range", range, "1 to " + MAX_GENERATED + " steps upwards");
    }
    return new GeneratedRange(start, stop, step);
  }
}
