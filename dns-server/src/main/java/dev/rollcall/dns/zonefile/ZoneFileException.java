package dev.rollcall.dns.zonefile;

import java.io.IOException;

/** A zone file cannot be served as it is. The message says where, what, and what is allowed. */
public final class ZoneFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private static final int MAX_SHOWN = 100;

  ZoneFileException(Place place, String what, Object value, String allowed) {
    super("%s: %s: '%s'; allowed: %s".formatted(place, what, shown(value), allowed));
  }

  private static String shown(Object value) {
    String line = value.toString().strip().replaceAll("\\s+", " ");
    return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "…";
  }
}
