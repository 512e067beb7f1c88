package dev.rollcall.registry.state;

import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Status;

/**
 * An instance that holds a lease.
 *
 * @param registered when it was last registered; its lease began then, whatever was amended since
 * @param restored whether it came from a journal and was not heard of since
 */
public record Registered(
    Instance instance,
    InstanceVersion version,
    HybridTime registered,
    HybridTime changed,
    boolean restored)
    implements Entry {
  /** An instance that was heard of since the cluster began. */
  public Registered(
      Instance instance, InstanceVersion version, HybridTime registered, HybridTime changed) {
    this(instance, version, registered, changed, false);
  }

  /** The same instance as a journal gives it. */
  public Registered asRestored() {
    return new Registered(instance, version, registered, changed, true);
  }

  @Override
  public InstanceKey key() {
    return instance.key();
  }

  /** Whether DNS gives this instance. */
  public boolean isHealthy() {
    return instance.status() == Status.UP;
  }
}
