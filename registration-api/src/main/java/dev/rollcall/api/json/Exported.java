package dev.rollcall.api.json;

import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.Entry;
import java.util.List;

/**
 * What another cluster held.
 *
 * @param serial what its SOA serial had risen to, in seconds since 1970
 * @param settings of services, and the traces of deleted ones
 */
public record Exported(long serial, List<Entry> entries, List<SettingsEntry> settings) {
  public Exported {
    entries = List.copyOf(entries);
    settings = List.copyOf(settings);
  }
}
