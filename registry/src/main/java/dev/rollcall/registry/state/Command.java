package dev.rollcall.registry.state;

import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Verdict;
import java.util.List;
import java.util.Optional;
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
   * earlier one, which it still knows, must not undo a later one of the other side. What an
   * operator said of it stays, and so do the results of checks that are the same.
   */
  record Register(Instance instance) implements Command {
    @Override
    public InstanceKey key() {
      return instance.key();
    }

    @Override
    public Entry applyTo(@Nullable Entry current, HybridTime now) {
      return new Registered(
          instance, version(current, now), now, now, false, oversight(current, instance));
    }

    private static Oversight oversight(@Nullable Entry current, Instance instance) {
      return switch (current) {
        case null -> Oversight.NONE;
        case Registered held -> held.oversight().after(held.instance(), instance);
        case Tombstone tombstone -> Oversight.of(tombstone.override());
      };
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
      return registered.then(
          amendment.applyTo(registered.instance()),
          registered.oversight(),
          registered.restored(),
          now);
    }
  }

  /** Takes note that a restored instance was heard of; does nothing to any other. */
  record Confirm(InstanceKey key) implements Command {
    @Override
    public @Nullable Entry applyTo(@Nullable Entry current, HybridTime now) {
      if (!(current instanceof Registered held) || !held.restored()) {
        return current;
      }
      return held.then(held.instance(), held.oversight(), false, now);
    }
  }

  /**
   * Takes an operator's word on an instance, or lifts it where there is none. The word on one that
   * left is lifted as well, so that it does not find it again when it comes back.
   */
  record Oversee(InstanceKey key, Optional<StatusOverride> override) implements Command {
    @Override
    public @Nullable Entry applyTo(@Nullable Entry current, HybridTime now) {
      return switch (current) {
        case null -> null;
        case Registered held -> overseen(held, now);
        case Tombstone gone when gone.override().isPresent() && override.isEmpty() ->
            new Tombstone(key, gone.version().next(), gone.reason(), now);
        case Tombstone gone -> gone;
      };
    }

    private Registered overseen(Registered held, HybridTime now) {
      Optional<StatusOverride> known = held.oversight().override();
      boolean same =
          known.isPresent() == override.isPresent()
              && known.filter(word -> !word.saysTheSameAs(override.orElse(word))).isEmpty();
      if (same) {
        return held;
      }
      Oversight said = held.oversight().with(override.map(word -> word.at(now)));
      return held.then(held.instance(), said, held.restored(), now);
    }
  }

  /**
   * Takes what a check of the registration that began at {@code registered} has come to. Does
   * nothing when a later registration is there, when it has no such check, and when the verdict is
   * no news. Of an instance that was restored each is: without a lease nothing else is heard of it.
   */
  record Report(InstanceKey key, HybridTime registered, CheckResult result) implements Command {
    @Override
    public @Nullable Entry applyTo(@Nullable Entry current, HybridTime now) {
      if (!(current instanceof Registered held)
          || !held.registered().equals(registered)
          || !isNews(held)) {
        return current;
      }
      // What holds already does so since it was taken first.
      Oversight said = isKnown(held) ? held.oversight() : held.oversight().with(result.at(now));
      // Whoever probes it has seen it: it is no journal's word alone any more.
      return held.then(held.instance(), said, false, now);
    }

    private boolean isNews(Registered held) {
      List<Check> checks = held.instance().checks();
      return (checks.isEmpty() || checks.stream().anyMatch(this::isOf))
          && (held.restored() || !isKnown(held));
    }

    private boolean isKnown(Registered held) {
      Oversight oversight = held.oversight();
      if (held.instance().checks().isEmpty()) {
        // A check of its service: what holds of it before it is made is known there alone.
        Optional<Verdict> known = oversight.result(result.check()).map(CheckResult::verdict);
        return known.equals(Optional.of(result.verdict()));
      }
      return held.instance().checks().stream()
          .filter(this::isOf)
          .anyMatch(check -> oversight.verdict(check) == result.verdict());
    }

    private boolean isOf(Check check) {
      return check.name().equals(result.check());
    }
  }

  /** Takes an instance off the registry that is in exactly that state, and says why. */
  record Remove(InstanceKey key, InstanceVersion version, RemovalReason reason) implements Command {
    @Override
    public @Nullable Entry applyTo(@Nullable Entry current, HybridTime now) {
      return current instanceof Registered held && held.version().equals(version)
          ? Tombstone.of(held, reason, now)
          : current;
    }
  }

  /**
   * Takes an instance off the registry; does nothing where none is. One that was removed otherwise
   * is deregistered all the same, so that no later word of a heartbeat revives it, and nothing that
   * an operator said of it finds it again.
   */
  record Deregister(InstanceKey key) implements Command {
    @Override
    public @Nullable Entry applyTo(@Nullable Entry current, HybridTime now) {
      boolean isDone =
          current instanceof Tombstone tombstone
              && tombstone.reason() == RemovalReason.DEREGISTERED;
      if (current == null || isDone) {
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
      return Tombstone.of(held, RemovalReason.EXPIRED, now);
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
      if (!(current instanceof Tombstone tombstone)
          || tombstone.reason() != RemovalReason.EXPIRED
          || !tombstone.version().equals(expired)) {
        return current;
      }
      Oversight said = held.oversight().with(tombstone.override());
      return new Registered(held.instance(), expired.next(), now, now, false, said);
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
