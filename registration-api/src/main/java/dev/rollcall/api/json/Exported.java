package dev.rollcall.api.json;

import dev.rollcall.registry.state.Entry;
import java.util.List;

/**
 * What another cluster held.
 *
 * @param serial what its SOA serial had risen to, in seconds since 1970
 */
public record Exported(long serial, List<Entry> entries) {
  public Exported {
    entries = List.copyOf(entries);
  }
}
