package dev.rollcall.load;

import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.Service;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.Entry;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Services without a thread: changes are made and told by whoever measures what they cost. */
final class FleetCatalog implements Catalog {
  private final Map<ServiceName, Service> services = new HashMap<>();

  /** Puts an entry in, or takes it out. */
  Change change(InstanceKey key, @Nullable Entry after) {
    Service before = services.getOrDefault(key.service(), new Service(key.service(), List.of()));
    var changed = new TreeMap<>(Map.of(key.id(), Optional.ofNullable(after)));
    services.put(key.service(), before.with(changed));
    return new Change(key, before.entry(key.id()).orElse(null), after);
  }

  @Override
  public List<ServiceName> services() {
    return List.copyOf(services.keySet());
  }

  @Override
  public Optional<Service> service(ServiceName name) {
    return Optional.ofNullable(services.get(name));
  }

  @Override
  public Optional<SettingsEntry> settingsEntry(ServiceName name) {
    return Optional.empty();
  }

  @Override
  public Collection<SettingsEntry> settingsEntries() {
    return List.of();
  }

  @Override
  public boolean isLoaded() {
    return true;
  }

  @Override
  public boolean isStale() {
    return false;
  }

  @Override
  public void follow(Follower follower) {
    throw new UnsupportedOperationException("whoever follows is told");
  }
}
