package dev.rollcall.registry.live;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.Service;
import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.state.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/** The entries as services, by name. Written by the view thread; anybody reads without waiting. */
final class LiveServices {
  private final NavigableMap<ServiceName, Service> services = new ConcurrentSkipListMap<>();
  private final Function<ServiceName, ServiceSettings> settings;

  /**
   * @param settings what is settled for a service now
   */
  LiveServices(Function<ServiceName, ServiceSettings> settings) {
    this.settings = settings;
  }

  List<ServiceName> names() {
    return List.copyOf(services.keySet());
  }

  Optional<Service> service(ServiceName name) {
    return Optional.ofNullable(services.get(name));
  }

  /** Shows each service with the last word on each of its instances that changed. */
  void show(List<Change> changes) {
    var touched = new HashMap<ServiceName, SortedMap<InstanceId, Optional<Entry>>>();
    for (Change change : changes) {
      touched
          .computeIfAbsent(change.key().service(), name -> new TreeMap<>())
          .put(change.key().id(), Optional.ofNullable(change.after()));
    }
    touched.forEach(this::show);
  }

  /** Shows a service under its settings as they are now; there may be none. */
  void settle(ServiceName name) {
    services.computeIfPresent(name, (same, service) -> service.with(settings.apply(name)));
  }

  private void show(ServiceName name, SortedMap<InstanceId, Optional<Entry>> changed) {
    Service before = services.get(name);
    if (before == null) {
      before = new Service(name, List.of(), settings.apply(name));
    }
    Service now = before.with(changed);
    if (now.entries().isEmpty()) {
      services.remove(name);
    } else {
      services.put(name, now);
    }
  }
}
