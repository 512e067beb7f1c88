package dev.rollcall.dns.compile;

import dev.rollcall.registry.instance.ServiceName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which services are known, and which of them lie right below one another. */
final class SubServices {
  private final Map<String, ServiceName> known = new HashMap<>();

  /** First labels of known services by the name above them, for those that have one. */
  private final Map<String, Set<String>> below = new HashMap<>();

  /**
   * Takes note of whether a service is known.
   *
   * @return the known service right above when that is news to it
   */
  @Nullable ServiceName noteWhether(ServiceName name, boolean isKnown) {
    if (known.containsKey(name.text()) == isKnown) {
      return null;
    }
    if (isKnown) {
      known.put(name.text(), name);
    } else {
      known.remove(name.text());
    }
    int dot = name.text().indexOf('.');
    if (dot < 0) {
      return null;
    }
    String label = name.text().substring(0, dot);
    String above = name.text().substring(dot + 1);
    if (isKnown) {
      below.computeIfAbsent(above, any -> new HashSet<>()).add(label);
    } else {
      below.computeIfPresent(above, (any, labels) -> without(labels, label));
    }
    return known.get(above);
  }

  /** The first labels of the known services right below that one. */
  Set<String> below(ServiceName name) {
    return below.getOrDefault(name.text(), Set.of());
  }

  private static @Nullable Set<String> without(Set<String> labels, String label) {
    labels.remove(label);
    return labels.isEmpty() ? null : labels;
  }
}
