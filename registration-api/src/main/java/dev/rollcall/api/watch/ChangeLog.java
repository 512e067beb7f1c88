package dev.rollcall.api.watch;

import dev.rollcall.api.json.Conditions;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.Service;
import dev.rollcall.registry.SettingsChange;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.Condition;
import dev.rollcall.registry.state.Registered;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The last changes of the catalogue in their order. Written on the view thread; any thread reads
 * without waiting.
 */
public final class ChangeLog implements Follower {
  /**
   * How many changes are kept: what 100 a second make in two and a half minutes, which is longer
   * than a client takes to connect again.
   */
  static final int KEPT = 16_384;

  /** Octets that they may hold, about: what those take that all are as small as most are. */
  static final long OCTETS = 64L * 1024 * 1024;

  private final long epoch;
  private final Catalog catalog;
  private final Runnable wake;
  private final long most; // octets
  private final AtomicReferenceArray<@Nullable LoggedChange> ring;
  private final CompletableFuture<Void> complete = new CompletableFuture<>();
  private volatile long latest; // written by the view thread

  // Owned by the view thread.
  private long oldest = 1; // the number of the first that is kept, or will be
  private long octets; // of those that are kept

  /**
   * @param catalog whose changes these are
   * @param wake called on the view thread after changes were logged; to take microseconds
   */
  public ChangeLog(RandomGenerator random, Catalog catalog, Runnable wake) {
    this(Revision.newEpoch(random), KEPT, OCTETS, catalog, wake);
  }

  /**
   * @param kept how many changes; a power of two
   * @param most octets of them; the newest is kept whatever it has
   */
  ChangeLog(long epoch, int kept, long most, Catalog catalog, Runnable wake) {
    this.epoch = epoch;
    this.most = most;
    this.catalog = catalog;
    this.ring = new AtomicReferenceArray<>(kept);
    this.wake = wake;
  }

  @Override
  public void changed(List<Change> changes) {
    long before = latest;
    changes.forEach(this::log);
    wakeAfter(before);
  }

  /** What operators say of a service may be another condition of each of its instances. */
  @Override
  public void settingsChanged(SettingsChange change) {
    long before = latest;
    catalog
        .service(change.service())
        .ifPresent(now -> logConditions(now.with(settings(change.before())), now));
    wakeAfter(before);
  }

  private static ServiceSettings settings(@Nullable SettingsEntry entry) {
    return Optional.ofNullable(entry).flatMap(SettingsEntry::settings).orElse(ServiceSettings.NONE);
  }

  private void logConditions(Service before, Service now) {
    for (Registered held : now.registered()) {
      Condition condition = now.condition(held);
      if (!condition.equals(before.condition(held))) {
        add(LoggedChange.of(next(), EventKind.CHANGED, held, condition));
      }
    }
  }

  private void log(Change change) {
    Optional<EventKind> kind = LoggedChange.kindOf(change);
    if (kind.isEmpty()) {
      return;
    }
    if (change.after() instanceof Registered held) {
      add(LoggedChange.of(next(), kind.get(), held, Conditions.of(held, catalog)));
    } else {
      add(LoggedChange.gone(next(), change));
    }
  }

  private Revision next() {
    return new Revision(epoch, latest + 1);
  }

  private void add(LoggedChange change) {
    long counter = change.revision().counter();
    octets += change.octets();
    while (oldest < counter && (octets > most || counter - oldest >= ring.length())) {
      dropOldest();
    }
    ring.set(slot(counter), change);
    latest = counter; // readers look no further, so a change is in its place before
  }

  private void dropOldest() {
    LoggedChange dropped = ring.getAndSet(slot(oldest), null);
    octets -= dropped == null ? 0 : dropped.octets();
    oldest++;
  }

  private void wakeAfter(long before) {
    if (latest != before) {
      wake.run();
    }
  }

  @Override
  public void loaded() {
    complete.complete(null);
  }

  /**
   * Completes, on the view thread, when the catalogue is whole and followed. What the catalogue
   * showed before may have gone without a trace in the log.
   */
  CompletableFuture<Void> complete() {
    return complete;
  }

  /** The number of the newest change, 0 before the first. */
  long latest() {
    return latest;
  }

  Revision revision(long counter) {
    return new Revision(epoch, counter);
  }

  /** The change of that number, which has happened; null when it is no longer kept. */
  @Nullable LoggedChange at(long counter) {
    LoggedChange found = ring.get(slot(counter));
    return found != null && found.revision().counter() == counter ? found : null;
  }

  /** Why a watcher cannot go on from {@code since}; empty when it can. */
  Optional<Resync> hindrance(Optional<Revision> since) {
    if (since.isEmpty()) {
      return Optional.of(Resync.START);
    }
    long counter = since.get().counter();
    long newest = latest;
    if (since.get().epoch() != epoch || counter > newest) {
      return Optional.of(Resync.UNKNOWN_REVISION);
    }
    boolean isKept = counter == newest || at(counter + 1) != null;
    return isKept ? Optional.empty() : Optional.of(Resync.TOO_OLD);
  }

  private int slot(long counter) {
    return (int) (counter & (ring.length() - 1));
  }
}
