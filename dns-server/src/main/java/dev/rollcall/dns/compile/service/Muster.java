package dev.rollcall.dns.compile.service;

import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.state.Registered;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a service side by side with what was made of them the last time. Both come in the
 * order of their ids, so that one walk over both is enough.
 */
final class Muster {
  private final List<Registered> entries;
  private final List<@Nullable InstanceRecords> known; // of each entry
  private final List<InstanceId> come = new ArrayList<>();
  private final List<InstanceRecords> left = new ArrayList<>();

  Muster(List<Registered> entries, List<InstanceRecords> before) {
    this.entries = entries;
    this.known = new ArrayList<>(entries.size());
    int next = 0;
    for (Registered entry : entries) {
      while (next < before.size() && isBefore(before.get(next), entry)) {
        left.add(before.get(next++));
      }
      boolean isKnown = next < before.size() && isOf(before.get(next), entry);
      known.add(isKnown ? before.get(next++) : null);
      if (!isKnown) {
        come.add(entry.key().id());
      }
    }
    left.addAll(before.subList(next, before.size()));
  }

  int size() {
    return entries.size();
  }

  Registered entry(int index) {
    return entries.get(index);
  }

  /** What was made of an entry with that id; null of a new one. */
  @Nullable InstanceRecords known(int index) {
    return known.get(index);
  }

  /** Whether other instances are registered than the last time. */
  boolean hasOtherIds() {
    return !come.isEmpty() || !left.isEmpty();
  }

  List<InstanceId> ids() {
    return entries.stream().map(entry -> entry.key().id()).toList();
  }

  /** The ids that are new. */
  List<InstanceId> come() {
    return come;
  }

  /** What was made of those that are gone. */
  List<InstanceRecords> left() {
    return left;
  }

  /** What was made of those that are still there, as they are now or were. */
  List<InstanceRecords> stayed() {
    var stayed = new ArrayList<InstanceRecords>();
    for (InstanceRecords records : known) {
      if (records != null) {
        stayed.add(records);
      }
    }
    return stayed;
  }

  /** Mostly the entry is the same object, and no id has to be read. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isBefore(InstanceRecords records, Registered entry) {
    return records.entry() != entry && records.id().compareTo(entry.key().id()) < 0;
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean isOf(InstanceRecords records, Registered entry) {
    return records.entry() == entry || records.id().equals(entry.key().id());
  }
}
