package dev.rollcall.registry.service;

import dev.rollcall.registry.state.HybridTime;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has to be there for settings to be changed, so that nobody overwrites what they have not
 * seen.
 *
 * @param none whether there may be no settings
 * @param versions those that there may be; empty for any
 */
public record Precondition(boolean none, Optional<Set<HybridTime>> versions) {
  /** Whatever is there. */
  public static final Precondition ANYTHING = new Precondition(true, Optional.empty());

  /** No settings. */
  public static final Precondition NONE = new Precondition(true, Optional.of(Set.of()));

  /** Some settings. */
  public static final Precondition SOME = new Precondition(false, Optional.empty());

  public Precondition {
    versions = versions.map(Set::copyOf);
  }

  /** Settings that came about at one of those moments. */
  public static Precondition oneOf(Set<HybridTime> versions) {
    return new Precondition(false, Optional.of(versions));
  }

  /** Whether this is there. */
  public boolean isMetBy(@Nullable SettingsEntry current) {
    if (current == null || current.isDeleted()) {
      return none;
    }
    return versions.map(allowed -> allowed.contains(current.changed())).orElse(true);
  }
}
