package dev.rollcall.registry.state;

import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import java.util.Optional;

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
  public Registered {
    // Most instances are never amended, and have one moment in memory instead of three.
    registered = registered.equals(version.incarnation()) ? version.incarnation() : registered;
    changed = changed.equals(registered) ? registered : changed;
  }

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

  /** What the other side of a split makes of this, whose state of that incarnation is higher. */
  Entry reunitedWith(Entry higher) {
    return switch (higher) {
      case Registered other -> other.withWordOf(this);
      case Tombstone gone when gone.isDoubtful() && !restored -> revived(gone);
      case Tombstone gone -> gone;
    };
  }

  private Registered withWordOf(Registered lower) {
    Optional<StatusOverride> word = lower.oversight.override();
    if (word.isEmpty() || !isUnheard(word.get())) {
      return this;
    }
    return then(instance, oversight.with(word), restored, changed.next());
  }

  /** Where there is none, it may have been lifted; not if it is later, or a check spoke last. */
  private boolean isUnheard(StatusOverride word) {
    return oversight
        .override()
        .map(known -> word.since().compareTo(known.since()) > 0)
        .orElseGet(() -> word.since().compareTo(changed) > 0 || isOfCheck());
  }

  private boolean isOfCheck() {
    return oversight.results().stream().anyMatch(result -> result.since().equals(changed));
  }

  private Registered revived(Tombstone gone) {
    HybridTime then = gone.changed().next();
    Oversight said = oversight.reunited(gone.override());
    return new Registered(instance, gone.version().next(), then, then, false, said);
  }

  @Override
  public InstanceKey key() {
    return instance.key();
  }
}
