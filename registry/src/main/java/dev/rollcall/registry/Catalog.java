package dev.rollcall.registry;

import dev.rollcall.registry.instance.ServiceName;
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
