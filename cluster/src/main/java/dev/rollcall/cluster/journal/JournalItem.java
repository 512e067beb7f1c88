package dev.rollcall.cluster.journal;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.SettingsChange;
import dev.rollcall.registry.agreed.Agreed;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import java.time.Instant;
import java.util.Objects;

/** What a journal is made of. */
sealed interface JournalItem {
  /** An entry came to this state. */
  record State(Entry entry) implements JournalItem {}

  /** The entry of that key was dropped, up to that version. */
  record Dropped(InstanceKey key, InstanceVersion version) implements JournalItem {}

  /** The settings of a service came to be so, or were deleted. */
  record Settled(SettingsEntry entry) implements JournalItem {}

  /** The settings of that service were dropped, up to that moment. */
  record Unsettled(ServiceName service, HybridTime latest) implements JournalItem {}

  /** All members agree on this. */
  record Facts(Agreed agreed) implements JournalItem {}

  /** The node ran at that moment. */
  record SignOfLife(Instant at) implements JournalItem {}

  /** A snapshot of so many entries ends here. */
  record End(int entries) implements JournalItem {}

  static JournalItem of(Change change) {
    if (change.after() != null) {
      return new State(change.after());
    }
    return new Dropped(change.key(), Objects.requireNonNull(change.before()).version());
  }

  static JournalItem of(SettingsChange change) {
    if (change.after() != null) {
      return new Settled(change.after());
    }
    return new Unsettled(change.service(), Objects.requireNonNull(change.before()).changed());
  }
}
