package dev.rollcall.server.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which services a name within the zone may be about, the likelier ones first. */
final class ServiceNames {
  private static final Set<String> PROTOCOLS = Set.of("_tcp", "_udp");
  private static final Set<String> SELECTIONS = Set.of("_tag", "_zone");

  private ServiceNames() {}

  /**
   * The candidates of a name, whose forms stand in {@code docs/dns-names.md}.
   *
   * @param name without the zone and the dot before it
   */
  static List<String> in(String name) {
    List<String> labels = List.of(name.toLowerCase(Locale.ROOT).split("\\."));
    for (int at = 0; at < labels.size(); at++) {
      List<String> rest = labels.subList(at + 1, labels.size());
      if (SELECTIONS.contains(labels.get(at))) {
        return candidates(List.of(rest));
      }
      if (at > 0 && PROTOCOLS.contains(labels.get(at))) {
        var own = new ArrayList<>(List.of(labels.get(at - 1).replaceFirst("^_", "")));
        own.addAll(rest);
        return candidates(List.of(own, rest));
      }
    }
    // A service's own name, or that of an instance.
    return candidates(List.of(labels, labels.subList(1, labels.size())));
  }

  private static List<String> candidates(List<List<String>> all) {
    return all.stream()
        .filter(labels -> !labels.isEmpty())
        .map(labels -> String.join(".", labels))
        .toList();
  }
}
