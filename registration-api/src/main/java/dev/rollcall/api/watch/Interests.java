package dev.rollcall.api.watch;

import dev.rollcall.registry.instance.ServiceName;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which watchers a change is for. Without it each change would be a visit to each of them, which of
 * ten thousand is all that an event loop can do at a hundred changes a second. Owned by the event
 * loop.
 */
final class Interests {
  private final Map<ServiceName, Set<Watcher>> inOne = new HashMap<>();
  private final Set<Watcher> inAll = new LinkedHashSet<>();

  void add(Watcher watcher) {
    Set<ServiceName> services = watcher.selection().services();
    if (services.isEmpty()) {
      inAll.add(watcher);
    }
    services.forEach(
        name -> inOne.computeIfAbsent(name, first -> new LinkedHashSet<>()).add(watcher));
  }

  void remove(Watcher watcher) {
    inAll.remove(watcher);
    watcher.selection().services().forEach(name -> remove(name, watcher));
  }

  /** Adds those to {@code due} who are to hear of these services. */
  void addTo(Collection<Watcher> due, Set<ServiceName> changed) {
    if (changed.isEmpty()) {
      return;
    }
    due.addAll(inAll);
    changed.forEach(name -> due.addAll(inOne.getOrDefault(name, Set.of())));
  }

  private void remove(ServiceName name, Watcher watcher) {
    inOne.computeIfPresent(
        name,
        (same, watchers) -> {
          watchers.remove(watcher);
          return watchers.isEmpty() ? null : watchers;
        });
  }
}
