package dev.rollcall.cluster.journal;

import dev.rollcall.cluster.journal.FileName.Kind;
import dev.rollcall.cluster.journal.Frames.Next;
import dev.rollcall.cluster.journal.JournalItem.Dropped;
import dev.rollcall.cluster.journal.JournalItem.End;
import dev.rollcall.cluster.journal.JournalItem.Facts;
import dev.rollcall.cluster.journal.JournalItem.Settled;
import dev.rollcall.cluster.journal.JournalItem.SignOfLife;
import dev.rollcall.cluster.journal.JournalItem.State;
import dev.rollcall.cluster.journal.JournalItem.Unsettled;
import dev.rollcall.registry.agreed.Agreed;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal: the newest snapshot, then the logs since. Whatever is wrong with a file, what
 * precedes it counts. Changes nothing on the disk. Used by one thread.
 */
final class Recovery {
  private static final Logger LOG = System.getLogger(Recovery.class.getName());

  private final Disk disk;
  private final FileHeader header;
  private final Map<InstanceKey, Entry> entries = new HashMap<>();
  private final Map<ServiceName, SettingsEntry> settings = new HashMap<>();
  private final Set<FileName> damaged = new HashSet<>();
  private Agreed agreed = Agreed.NOTHING;
  private @Nullable Instant lastSign;
  private long generation;
  private boolean hasEnded; // whether the file that was read last says where it ends

  private Recovery(Disk disk, FileHeader header) {
    this.disk = disk;
    this.header = header;
  }

  /** All that is there. */
  static Recovery read(Disk disk, FileHeader header) throws IOException {
    var recovery = new Recovery(disk, header);
    recovery.read();
    return recovery;
  }

  Recovered recovered() {
    return new Recovered(
        new ArrayList<>(entries.values()),
        new ArrayList<>(settings.values()),
        agreed,
        Optional.ofNullable(lastSign));
  }

  /** The files that could not be read to their end, and not because the machine stopped. */
  Set<FileName> damaged() {
    return Set.copyOf(damaged);
  }

  /** The highest of any file, 0 when there is none. */
  long generation() {
    return generation;
  }

  private void read() throws IOException {
    List<FileName> files = disk.files();
    files.forEach(file -> generation = Math.max(generation, file.generation()));
    long newest =
        files.stream()
            .filter(file -> file.kind() == Kind.SNAPSHOT)
            .mapToLong(FileName::generation)
            .max()
            .orElse(0);
    // A log without its snapshot begins in the middle; the log before it has the same and more.
    var due =
        files.stream()
            .filter(file -> file.kind() == Kind.SNAPSHOT || file.kind() == Kind.LOG)
            .filter(file -> file.generation() >= newest)
            .sorted(Comparator.comparingLong(FileName::generation).thenComparing(FileName::kind))
            .toList();
    for (FileName file : due) {
      read(file);
    }
  }

  private void read(FileName file) throws IOException {
    ByteBuffer octets = disk.read(file);
    String name = disk.inWords(file);
    hasEnded = false;
    Next next = header.readPast(octets, name);
    try {
      while (next instanceof Next.Payload) {
        next = Frames.next(octets);
        if (next instanceof Next.Payload(ByteBuffer payload)) {
          take(EntryCodec.decode(payload));
        }
      }
    } catch (UnreadableItemException e) {
      next = new Next.Damaged("a change is none: " + e.getMessage());
    }
    note(file, name, octets.position(), next);
  }

  /** A snapshot counts once it is whole, so whatever is missing of it was there. */
  private void note(FileName file, String name, int octets, Next end) {
    boolean isSnapshot = file.kind() == Kind.SNAPSHOT;
    if (end instanceof Next.Damaged(String what)) {
      noteDamage(file, name, octets, what);
    } else if (isSnapshot && !hasEnded) {
      noteDamage(file, name, octets, "it ends too early");
    } else if (end instanceof Next.Torn) {
      LOG.log(
          Level.INFO,
          "{0} is cut off after {1} octets: the last change was not written to its end",
          name,
          Integer.toString(octets));
    }
  }

  private void noteDamage(FileName file, String name, int octets, String what) {
    damaged.add(file);
    LOG.log(
        Level.ERROR,
        "{0} is damaged after {1} octets: {2}; what precedes is loaded, and the file is kept",
        name,
        Integer.toString(octets),
        what);
  }

  private void take(JournalItem item) {
    switch (item) {
      case State(Entry entry) -> {
        if (entry.supersedes(entries.get(entry.key()))) {
          entries.put(entry.key(), entry);
        }
      }
      case Dropped(InstanceKey key, InstanceVersion version) -> {
        Entry known = entries.get(key);
        if (known != null && known.version().compareTo(version) <= 0) {
          entries.remove(key);
        }
      }
      case Settled(SettingsEntry entry) -> {
        if (entry.supersedes(settings.get(entry.service()))) {
          settings.put(entry.service(), entry);
        }
      }
      case Unsettled(ServiceName service, HybridTime latest) ->
          settings.computeIfPresent(
              service, (any, known) -> known.changed().compareTo(latest) <= 0 ? null : known);
      case Facts(Agreed facts) -> agreed = agreed.merge(facts);
      case SignOfLife(Instant at) ->
          lastSign = lastSign == null || at.isAfter(lastSign) ? at : lastSign;
      case End(int _) -> hasEnded = true;
    }
  }
}
