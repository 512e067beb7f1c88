package dev.rollcall.registry.state;

import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;

/**
 * An instance that is registered: it holds a lease, or is looked after by checks alone.
 *
 * @param registered when it was last registered; its lease began then, whatever was amended since
 * @param restored whether it came from a journal and was not heard of since
 * @param oversight what others say of it
 */
public record Registered(
    Instance instance,
    InstanceVersion version,
    HybridTime registered,
    HybridTime changed,
    boolean restored,
    Oversight oversight)
    implements Entry {
  /** An instance that was heard of since the cluster began. */
  public Registered(
      Instance instance, InstanceVersion version, HybridTime registered, HybridTime changed) {
    this(instance, version, registered, changed, false);
  }

  /** An instance that nobody else says anything of. */
  public Registered(
      Instance instance,
      InstanceVersion version,
      HybridTime registered,
      HybridTime changed,
      boolean restored) {
    this(instance, version, registered, changed, restored, Oversight.NONE);
  }

  /** The same instance as a journal gives it. */
  public Registered asRestored() {
    return new Registered(instance, version, registered, changed, true, oversight);
  }

  /** The next state, of the same registration. */
  Registered then(Instance now, Oversight said, boolean stillRestored, HybridTime moment) {
    return new Registered(now, version.next(), registered, moment, stillRestored, said);
  }

  @Override
  public InstanceKey key() {
    return instance.key();
  }
}
