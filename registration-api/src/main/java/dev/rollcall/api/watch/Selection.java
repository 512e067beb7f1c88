package dev.rollcall.api.watch;

import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.ServiceName;
import java.util.Set;

/**
 * Which services a watcher hears of.
 *
 * @param services none for all
 */
record Selection(Set<ServiceName> services) {
  static final Selection ALL = new Selection(Set.of());

  Selection {
    services = Set.copyOf(services);
  }

  boolean includes(InstanceKey key) {
    return services.isEmpty() || services.contains(key.service());
  }
}
