package dev.rollcall.registry;

import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.Tombstone;
import java.util.List;
import java.util.Optional;

/**
 * A service at one moment.
 *
 * @param entries one for each instance that is or lately was there, by id
 */
public record Service(ServiceName name, List<Entry> entries) {
  public Service {
    entries = List.copyOf(entries);
  }

  /** The instances that hold a lease, by id. */
  public List<Registered> registered() {
    return entries.stream()
        .filter(Registered.class::isInstance)
        .map(Registered.class::cast)
        .toList();
  }

  /** The instances that left lately, by id. */
  public List<Tombstone> departed() {
    return entries.stream().filter(Tombstone.class::isInstance).map(Tombstone.class::cast).toList();
  }

  /** The instances that DNS gives, by id. */
  public List<Instance> healthyInstances() {
    return registered().stream().filter(Registered::isHealthy).map(Registered::instance).toList();
  }

  /** What is known of one instance. */
  public Optional<Entry> entry(InstanceId id) {
    return entries.stream().filter(entry -> entry.key().id().equals(id)).findFirst();
  }
}
