package dev.rollcall.registry.service;

import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.state.HybridTime;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a service at one moment, or the trace of settings that were deleted, which keeps
 * a node that did not hear of it from bringing them back. The later of two wins everywhere.
 *
 * @param changed when they came to be so; no two states of one service have the same moment, but
 *     for those that two sides of a split came to
 * @param settings empty where they were deleted
 */
public record SettingsEntry(
    ServiceName service, HybridTime changed, Optional<ServiceSettings> settings) {
  private static final Comparator<SettingsEntry> ORDER =
      Comparator.comparing(SettingsEntry::changed)
          // Of the same moment, all nodes have to choose the same one, whichever it is.
          .thenComparing(entry -> entry.settings.toString());

  /** Whether the settings were deleted. */
  public boolean isDeleted() {
    return settings.isEmpty();
  }

  /** Whether this replaces {@code other}: nothing at all, or what came about earlier. */
  public boolean supersedes(@Nullable SettingsEntry other) {
    return other == null || ORDER.compare(this, other) > 0;
  }
}
