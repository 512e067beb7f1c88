package dev.rollcall.cluster;

import dev.rollcall.cluster.journal.Recovered;
import dev.rollcall.registry.Merging;
import dev.rollcall.registry.ServiceSettingsBook;
import dev.rollcall.registry.Unavailable;
import dev.rollcall.registry.agreed.Agreed;
import dev.rollcall.registry.agreed.Agreement;
import dev.rollcall.registry.agreed.Contribution;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridClock;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.Tombstone;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings into the cluster what this node's journal has, after the view has all that the cluster
 * has. Versions settle what both know. What the cluster has no trace of may be new to it, or may
 * have been removed so long ago that its tombstone is gone: see {@link #isWindowOpen}.
 */
final class Restoration {
  /** Half of what tombstones are kept for. */
  static final Duration WINDOW = Tombstone.KEPT.dividedBy(2);

  /** Settings that are under way together. */
  private static final int AT_ONCE = 500;

  private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);

  private final LiveView view;
  private final Agreement agreement;
  private final HybridClock clock;
  private final InstantSource time;
  private final BulkMerge registry;
  private final ServiceSettingsBook settings;

  Restoration(
      LiveView view,
      Agreement agreement,
      HybridClock clock,
      InstantSource time,
      BulkMerge registry,
      ServiceSettingsBook settings) {
    this.view = view;
    this.agreement = agreement;
    this.clock = clock;
    this.time = time;
    this.registry = registry;
    this.settings = settings;
  }

  /**
   * Merges in what is to be taken; blocks until it is there.
   *
   * @throws IOException when it cannot be; then nothing of the journal may be given up
   */
  void bringBack(Recovered journal) throws IOException {
    for (Entry entry : journal.entries()) {
      clock.observe(entry.changed());
      clock.observe(entry.version().incarnation());
    }
    journal.settings().forEach(entry -> clock.observe(entry.changed()));
    agreeOn(journal.agreed());
    boolean isOpen = isWindowOpen(journal);
    mergeSettings(journal.settings().stream().filter(entry -> isDue(entry, isOpen)).toList());
    List<Entry> due =
        journal.entries().stream()
            .map(Restoration::marked)
            .filter(entry -> isDue(entry, isOpen))
            .toList();
    registry.merge(due);
    if (!journal.entries().isEmpty()) {
      LOG.info(
          "the journal had {} entries: {} brought back, {} known already{}",
          journal.entries().size(),
          due.size(),
          journal.entries().size() - due.size(),
          isOpen ? "" : " or of a time that the cluster has no trace of");
    }
  }

  /**
   * Whether an entry may be taken that the cluster has no trace of: while the cluster is young, for
   * then it knows nothing of the time before; and when the journal is, for whatever was removed
   * since has left a tombstone that is still there.
   */
  private boolean isWindowOpen(Recovered journal) {
    Instant began = Instant.ofEpochSecond(agreement.current().began());
    return isRecent(began) || journal.lastSign().filter(this::isRecent).isPresent();
  }

  /** Clocks differ, and may have been set: a moment far ahead tells nothing. */
  private boolean isRecent(Instant moment) {
    return Duration.between(moment, time.instant()).abs().compareTo(WINDOW) < 0;
  }

  private boolean isDue(Entry entry, boolean isOpen) {
    @Nullable Entry known = view.entry(entry.key()).orElse(null);
    return entry.supersedes(known) && (known != null || isOpen);
  }

  private boolean isDue(SettingsEntry entry, boolean isOpen) {
    @Nullable SettingsEntry known = view.settingsEntry(entry.service()).orElse(null);
    return entry.supersedes(known) && (known != null || isOpen);
  }

  private void mergeSettings(List<SettingsEntry> due) throws IOException {
    for (int from = 0; from < due.size(); from += AT_ONCE) {
      List<SettingsEntry> some = due.subList(from, Math.min(from + AT_ONCE, due.size()));
      Merging outcome = settings.merge(some).toCompletableFuture().join();
      if (outcome instanceof Unavailable(String reason)) {
        throw new IOException("the settings of services cannot be brought back: " + reason);
      }
    }
  }

  /** The serial, the cookie keys, and, where nobody has said so before, that the cluster begins. */
  private void agreeOn(Agreed kept) throws IOException {
    var part = new Agreed(kept.serial(), kept.cookieKeys());
    Agreed known = agreement.current();
    if (known.began() == 0) {
      part = part.merge(Agreed.began(time.instant()));
    }
    if (known.serial() == 0 && kept.serial() > 0) {
      part = part.merge(Agreed.serial(after(kept.serial())));
    }
    if (known.holds(part)) {
      return;
    }
    Contribution outcome = agreement.contribute(part).toCompletableFuture().join();
    if (outcome instanceof Contribution.Refused(String reason)) {
      throw new IOException("what the journal has cannot be agreed on: " + reason);
    }
  }

  /** The last of the changes may have been lost, and their serial is not to be given again. */
  private long after(long serial) {
    return Math.min(Agreed.MAX_SERIAL, Math.max(serial + 1, time.instant().getEpochSecond()));
  }

  private static Entry marked(Entry entry) {
    return switch (entry) {
      case Registered held -> held.asRestored();
      case Tombstone tombstone -> tombstone;
    };
  }
}
