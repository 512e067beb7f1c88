package dev.rollcall.registry;

import dev.rollcall.registry.instance.InstanceKey;
import java.util.List;

/** What became of a heartbeat for some instances. */
public sealed interface Renewal permits Renewal.Renewed, Unavailable {
  /**
   * All leases were renewed but those of the unknown ones, which have to register again.
   *
   * @param unknown in the order they were asked in
   */
  record Renewed(List<InstanceKey> unknown) implements Renewal {
    public Renewed {
      unknown = List.copyOf(unknown);
    }
  }
}
