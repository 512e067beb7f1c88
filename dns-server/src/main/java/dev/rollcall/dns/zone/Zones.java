package dev.rollcall.dns.zone;

import dev.rollcall.dns.name.DomainName;
import java.util.Comparator;
import java.util.List;

/**
 * All zones that are served. Immutable; what a zone holds changes inside it.
 *
 * @param all those that lie deepest first, so that the first one above a name is the one it is in
 */
public record Zones(List<Zone> all) {
  public Zones {
    Comparator<Zone> byDepth = Comparator.comparingInt(zone -> zone.apex().labels());
    all = all.stream().sorted(byDepth.reversed()).toList();
    for (Zone zone : all) {
      holdIn(all, zone.apex());
    }
  }

  public static Zones of(Zone... zones) {
    return new Zones(List.of(zones));
  }

  /** RFC 8020 section 2: what exists in a zone below exists for those above it. */
  private static void holdIn(List<Zone> zones, DomainName apex) {
    for (Zone above : zones) {
      if (apex.isUnder(above.apex()) && !apex.equals(above.apex())) {
        above.tree().hold(apex);
      }
    }
  }
}
