package dev.rollcall.registry.state;

import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import org.jspecify.annotations.Nullable;

/**
 * What can be done to one entry. Pure: the same entry, command and moment give the same result on
 * an owner and on each of its backups.
 */
public sealed interface Command {
  InstanceKey key();

  /**
   * The entry that follows {@code current}.
   *
   * @return {@code current} itself when nothing changes, null when nothing is to be kept
   */
  @Nullable Entry applyTo(@Nullable Entry current, HybridTime now);

  /**
   * Registers an instance, or replaces what was registered under its key; its lease begins anew.
   * Each registration is an incarnation of its own: what one side of a split does afterwards to an
   * earlier one, which it still knows, must not undo a later one of the other side.
   */
  record Register(Instance instance) implements Command {
    @Override
    public InstanceKey key() {
      return instance.key();
    }

    @Override
    public Entry applyTo(@Nullable Entry current, HybridTime now) {
      return new Registered(instance, version(current, now), now, now);
    }

    private static InstanceVersion version(@Nullable Entry current, HybridTime now) {
      if (current == null || current.version().incarnation().compareTo(now) < 0) {
        return InstanceVersion.first(now);
      }
      // A node with a slower clock than the one that wrote the entry still comes after it.
      return InstanceVersion.first(current.version().incarnation().next());
    }
  }

  /** Changes a registered instance; does nothing where none is. */
  record Amend(InstanceKey key, Amendment amendment) implements Command {
    @Override
    public @Nullable Entry applyTo(@Nullable Entry current, HybridTime now) {
      if (!(current instanceof Registered registered)) {
        return current;
      }
      return new Registered(
          amendment.applyTo(registered.instance()),
          registered.version().next(),
          registered.registered(),
          now,
          registered.restored());
    }
  }

  /** Takes note that a restored instance was heard of; does nothing to any other. */
  record Confirm(InstanceKey key) implements Command {
    @Override
    public @Nullable Entry applyTo(@Nullable Entry current, HybridTime now) {
      if (!(current instanceof Registered held) || !held.restored()) {
        return current;
      }
      return new Registered(held.instance(), held.version().next(), held.registered(), now);
    }
  }

  /**
   * Takes an instance off the registry; does nothing where none is. One whose lease has just ended
   * is deregistered all the same, so that no later word of a heartbeat revives it.
   */
  record Deregister(InstanceKey key) implements Command {
    @Override
    public @Nullable Entry applyTo(@Nullable Entry current, HybridTime now) {
      boolean isExpired =
          current instanceof Tombstone tombstone && tombstone.reason() == RemovalReason.EXPIRED;
      if (current == null || !(isExpired || current instanceof Registered)) {
        return current;
      }
      return new Tombstone(key, current.version().next(), RemovalReason.DEREGISTERED, now);
    }
  }

  /** Ends the lease that began at {@code registered}; does nothing when a later one has begun. */
  record Expire(InstanceKey key, HybridTime registered) implements Command {
    @Override
    public @Nullable Entry applyTo(@Nullable Entry current, HybridTime now) {
      if (!(current instanceof Registered held) || !held.registered().equals(registered)) {
        return current;
      }
      return new Tombstone(key, current.version().next(), RemovalReason.EXPIRED, now);
    }
  }

  /**
   * Brings back an instance whose lease ended although it was heard of; its lease begins anew. Does
   * nothing unless the tombstone of exactly that version is there.
   *
   * @param held the registration as it was before
   * @param expired the version of the tombstone
   */
  record Revive(Registered held, InstanceVersion expired) implements Command {
    @Override
    public InstanceKey key() {
      return held.key();
    }

    @Override
    public @Nullable Entry applyTo(@Nullable Entry current, HybridTime now) {
      boolean same =
          current instanceof Tombstone tombstone
              && tombstone.reason() == RemovalReason.EXPIRED
              && tombstone.version().equals(expired);
      return same ? new Registered(held.instance(), expired.next(), now, now) : current;
    }
  }

  /** Brings in a state known elsewhere; the higher version wins. */
  record Merge(Entry entry) implements Command {
    @Override
    public InstanceKey key() {
      return entry.key();
    }

    @Override
    public @Nullable Entry applyTo(@Nullable Entry current, HybridTime now) {
      return entry.supersedes(current) ? entry : current;
    }
  }

  /** Drops the tombstone of that version; does nothing when a later state took its place. */
  record Forget(InstanceKey key, InstanceVersion version) implements Command {
    @Override
    public @Nullable Entry applyTo(@Nullable Entry current, HybridTime now) {
      boolean same = current instanceof Tombstone && current.version().equals(version);
      return same ? null : current;
    }
  }
}
