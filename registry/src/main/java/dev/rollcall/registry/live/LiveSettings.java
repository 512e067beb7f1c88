package dev.rollcall.registry.live;

import dev.rollcall.registry.Follower;
import dev.rollcall.registry.SettingsChange;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.HybridTime;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/** The settings of all services in this node's memory. The view thread writes, anybody reads. */
final class LiveSettings {
  private final ConcurrentMap<ServiceName, SettingsEntry> entries = new ConcurrentHashMap<>();

  // Owned by the view thread.
  private final Followers<Follower> followers;
  private final Set<ServiceName> unseen = new HashSet<>(); // what a follower failed at

  LiveSettings(Followers<Follower> followers) {
    this.followers = followers;
  }

  Optional<SettingsEntry> entry(ServiceName service) {
    return Optional.ofNullable(entries.get(service));
  }

  Collection<SettingsEntry> entries() {
    return Collections.unmodifiableCollection(entries.values());
  }

  /**
   * Takes over what supersedes the entry that is there, or what a follower has failed at.
   *
   * @param shown is told of the service before the followers are
   */
  void put(SettingsEntry entry, Consumer<ServiceName> shown) {
    SettingsEntry before = entries.get(entry.service());
    boolean isRetried = entry.equals(before) && unseen.contains(entry.service());
    if (entry.supersedes(before) || isRetried) {
      entries.put(entry.service(), entry);
      shown.accept(entry.service());
      tell(new SettingsChange(entry.service(), before, entry));
    }
  }

  /** Drops the entry of that service unless it is later than {@code latest}. */
  void drop(ServiceName service, HybridTime latest, Consumer<ServiceName> shown) {
    SettingsEntry before = entries.get(service);
    if (before != null && before.changed().compareTo(latest) <= 0) {
      entries.remove(service);
      shown.accept(service);
      tell(new SettingsChange(service, before, null));
    }
  }

  /** Tells one that follows from now on of all that is there. */
  void welcome(Follower follower) {
    for (SettingsEntry entry : entries.values()) {
      followers.tell(
          follower,
          newcomer -> newcomer.settingsChanged(new SettingsChange(entry.service(), null, entry)));
    }
  }

  private void tell(SettingsChange change) {
    unseen.remove(change.service());
    if (!followers.tellAll(follower -> follower.settingsChanged(change))) {
      unseen.add(change.service());
    }
  }
}
