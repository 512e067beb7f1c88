package dev.rollcall.registry.service;

import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.state.HybridTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be done to the settings of a service. Pure: the same entry, command and moment give the
 * same result on an owner and on each of its backups.
 */
public sealed interface SettingsCommand {
  ServiceName service();

  /** What has to be there; otherwise nothing is done. */
  default Precondition only() {
    return Precondition.ANYTHING;
  }

  /**
   * The entry that follows {@code current}, which the precondition allows.
   *
   * @return {@code current} itself when nothing changes, null when nothing is to be kept
   */
  @Nullable SettingsEntry applyTo(@Nullable SettingsEntry current, HybridTime now);

  /** Whether {@code current} is what it leaves, so that an earlier try may have done it. */
  boolean isDoneIn(@Nullable SettingsEntry current);

  /** Puts settings in the place of whatever was there. The same settings are no change. */
  record Put(ServiceName service, ServiceSettings settings, Precondition only)
      implements SettingsCommand {
    @Override
    public SettingsEntry applyTo(@Nullable SettingsEntry current, HybridTime now) {
      return current != null && isDoneIn(current)
          ? current
          : new SettingsEntry(service, after(current, now), Optional.of(settings));
    }

    @Override
    public boolean isDoneIn(@Nullable SettingsEntry current) {
      return current != null && current.settings().equals(Optional.of(settings));
    }
  }

  /** Deletes settings; does nothing where there are none. */
  record Delete(ServiceName service, Precondition only) implements SettingsCommand {
    @Override
    public @Nullable SettingsEntry applyTo(@Nullable SettingsEntry current, HybridTime now) {
      return isDoneIn(current)
          ? current
          : new SettingsEntry(service, after(current, now), Optional.empty());
    }

    @Override
    public boolean isDoneIn(@Nullable SettingsEntry current) {
      return current == null || current.isDeleted();
    }
  }

  /** Brings in what is known elsewhere; the later one wins. */
  record Merge(SettingsEntry entry) implements SettingsCommand {
    @Override
    public ServiceName service() {
      return entry.service();
    }

    @Override
    public @Nullable SettingsEntry applyTo(@Nullable SettingsEntry current, HybridTime now) {
      return entry.supersedes(current) ? entry : current;
    }

    @Override
    public boolean isDoneIn(@Nullable SettingsEntry current) {
      return entry.equals(current);
    }
  }

  /** Drops the trace of settings deleted at that moment; does nothing to any other. */
  record Forget(ServiceName service, HybridTime deleted) implements SettingsCommand {
    @Override
    public @Nullable SettingsEntry applyTo(@Nullable SettingsEntry current, HybridTime now) {
      boolean same = current != null && current.isDeleted() && current.changed().equals(deleted);
      return same ? null : current;
    }

    @Override
    public boolean isDoneIn(@Nullable SettingsEntry current) {
      return current == null;
    }
  }

  /** A node with a slower clock than the one that wrote the entry still comes after it. */
  private static HybridTime after(@Nullable SettingsEntry current, HybridTime now) {
    return current == null || current.changed().compareTo(now) < 0 ? now : current.changed().next();
  }
}
