package dev.rollcall.registry.state;

import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Status;

/**
 * An instance that holds a lease.
 *
 * @param registered when it was last registered; its lease began then, whatever was amended since
 */
public record Registered(
    Instance instance, InstanceVersion version, HybridTime registered, HybridTime changed)
    implements Entry {
  @Override
  public InstanceKey key() {
    return instance.key();
  }

  /** Whether DNS gives this instance. */
  public boolean isHealthy() {
    return instance.status() == Status.UP;
  }
}
