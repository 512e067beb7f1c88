package dev.rollcall.registry;

import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.service.SettingsEntry;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a node knows of all services, read from its own memory. Any thread may read; no method
 * blocks or fails.
 */
public interface Catalog {
  /** All known services, by name; also those of which only tombstones are left. */
  List<ServiceName> services();

  /** What is known of a service, empty when it was never heard of. */
  Optional<Service> service(ServiceName name);

  /**
   * The settings of a service, or the trace of deleted ones; empty when there were none. A service
   * may have settings that was never heard of, and is not known for them.
   */
  Optional<SettingsEntry> settingsEntry(ServiceName name);

  /** All settings and traces of deleted ones as they stand; changes show while one iterates. */
  Collection<SettingsEntry> settingsEntries();

  /** What is settled for a service, {@link ServiceSettings#NONE} where nothing is. */
  default ServiceSettings settings(ServiceName name) {
    return settingsEntry(name).flatMap(SettingsEntry::settings).orElse(ServiceSettings.NONE);
  }

  /**
   * Whether the node has the whole catalogue; until then what is missing may just not be here yet.
   */
  boolean isLoaded();

  /** Whether this node has been cut off for longer than it may answer for the others. */
  boolean isStale();

  /**
   * Tells {@code follower} of all that is there, then of each change in order, for as long as the
   * node runs.
   */
  void follow(Follower follower);
}
