package dev.rollcall.cluster.journal;

import dev.rollcall.registry.agreed.Agreed;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a journal has of the time before the start.
 *
 * @param entries the latest state of each that it knows, tombstones too
 * @param settings of each service that it knows of, the traces of deleted ones too
 * @param agreed what all members agreed on
 * @param lastSign when the node last wrote; empty when it never did
 */
public record Recovered(
    List<Entry> entries, List<SettingsEntry> settings, Agreed agreed, Optional<Instant> lastSign) {
  /** What a new journal has. */
  static final Recovered NOTHING =
      new Recovered(List.of(), List.of(), Agreed.NOTHING, Optional.empty());

  public Recovered {
    entries = List.copyOf(entries);
    settings = List.copyOf(settings);
  }
}
