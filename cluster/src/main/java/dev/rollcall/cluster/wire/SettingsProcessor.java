package dev.rollcall.cluster.wire;

import com.hazelcast.map.EntryProcessor;
import dev.rollcall.registry.service.SettingsCommand;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.service.SettingsTransition;
import dev.rollcall.registry.state.HybridTime;
import java.util.Map;

/**
 * Carries out a command where the settings are, as {@link CommandProcessor} does where the entry
 * is.
 *
 * @param isRepeated whether it was tried before: then it may be done already, and the backups get
 *     the settings even if the first try left nothing to change
 */
@SuppressWarnings("serial") // it travels in its compact form
public record SettingsProcessor(SettingsCommand command, HybridTime now, boolean isRepeated)
    implements EntryProcessor<String, SettingsEntry, SettingsTransition> {
  @Override
  public SettingsTransition process(Map.Entry<String, SettingsEntry> entry) {
    SettingsTransition made =
        isRepeated
            ? SettingsTransition.ofRepeated(entry.getValue(), command, now)
            : SettingsTransition.of(entry.getValue(), command, now);
    if (made.changedAnything() || (isRepeated && made.after() != null)) {
      entry.setValue(made.after());
    }
    return made;
  }
}
