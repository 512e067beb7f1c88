package dev.rollcall.dns.compile;

import dev.rollcall.dns.compile.service.ServiceNames;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.registry.instance.ServiceName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which services are known, and which of them lie right below one another. */
final class SubServices {
  private final DomainName apex;
  private final Map<DomainName, ServiceName> known = new HashMap<>();
  private final Map<DomainName, Set<String>> below = new HashMap<>();

  SubServices(DomainName apex) {
    this.apex = apex;
  }

  /**
   * Takes note of whether a service is known.
   *
   * @return the known service right above when that is news to it
   */
  @Nullable ServiceName noteWhether(ServiceName name, boolean isKnown) {
    DomainName domain = ServiceNames.of(apex, name).service();
    if (known.containsKey(domain) == isKnown) {
      return null;
    }
    String label = name.labels().getFirst();
    if (isKnown) {
      known.put(domain, name);
      below.computeIfAbsent(domain.parent(), parent -> new HashSet<>()).add(label);
    } else {
      known.remove(domain);
      below.computeIfPresent(domain.parent(), (parent, labels) -> without(labels, label));
    }
    return known.get(domain.parent());
  }

  /** The first labels of the known services right below that one. */
  Set<String> below(ServiceName name) {
    return below.getOrDefault(ServiceNames.of(apex, name).service(), Set.of());
  }

  private static @Nullable Set<String> without(Set<String> labels, String label) {
    labels.remove(label);
    return labels.isEmpty() ? null : labels;
  }
}
