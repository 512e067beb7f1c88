package dev.rollcall.registry.live;

import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.Member;
import dev.rollcall.registry.Service;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.service.SettingsTransition;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.Transition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The whole catalogue in this node's memory. Entries may come in any order and more than once: the
 * higher version wins. One thread, {@code rollcall-view}, writes and calls the followers; anybody
 * reads without waiting.
 */
public final class LiveView implements Catalog, AutoCloseable {
  private final ConcurrentMap<InstanceKey, Entry> entries = new ConcurrentHashMap<>();
  private final LiveServices services = new LiveServices(this::settings);
  private volatile boolean loaded;
  private volatile Objector objector = (shown, expired) -> false;
  private volatile boolean stale;

  // Owned by the view thread.
  private final Followers<Follower> followers = new Followers<>();
  private final LiveSettings settings = new LiveSettings(followers);
  private final Set<InstanceKey> unseen = new HashSet<>(); // what a follower failed at
  private List<Member> present = List.of();

  private final UpdateQueue queue = new UpdateQueue("rollcall-view", this::carryOut);

  /**
   * Takes over an entry; completes once the followers have seen it, or one that supersedes it.
   * Fails when a follower failed at it; applied again, it is told again.
   */
  public CompletableFuture<Void> apply(Entry entry) {
    return queue.add(new Update.Put(entry));
  }

  /**
   * Drops the entry of that key unless it is of a higher version; completes like {@link
   * #apply(Entry)}.
   */
  public CompletableFuture<Void> forget(InstanceKey key, InstanceVersion version) {
    return queue.add(new Update.Drop(key, version));
  }

  /**
   * Takes over what a command made of the entry of that key; completes like {@link #apply(Entry)}.
   */
  public CompletableFuture<Void> show(InstanceKey key, Transition made) {
    if (made.after() != null) {
      return apply(made.after());
    }
    return made.before() == null
        ? CompletableFuture.completedFuture(null)
        : forget(key, made.before().version());
  }

  /** Takes over settings; completes like {@link #apply(Entry)}. */
  public CompletableFuture<Void> apply(SettingsEntry entry) {
    return run(() -> settings.put(entry, services::settle));
  }

  /** Drops settings that are no later than that; completes like {@link #apply(Entry)}. */
  public CompletableFuture<Void> forget(ServiceName service, HybridTime latest) {
    return run(() -> settings.drop(service, latest, services::settle));
  }

  /** Takes over what a command made of settings; completes like {@link #apply(Entry)}. */
  public CompletableFuture<Void> show(SettingsTransition made) {
    if (made.after() != null) {
      return apply(made.after());
    }
    return made.before() == null
        ? CompletableFuture.completedFuture(null)
        : forget(made.before().service(), made.before().changed());
  }

  /** Says that all that was there at the start has been applied; completes when it is said. */
  public CompletableFuture<Void> markLoaded() {
    return queue.add(
        new Update.Tell(
            () -> {
              loaded = true;
              followers.tell(Follower::loaded);
            }));
  }

  /** Says whether this node has been cut off for too long; the followers hear of changes only. */
  public void tellStale(boolean now) {
    queue.tell(
        () -> {
          if (stale != now) {
            stale = now;
            followers.tell(follower -> follower.turnedStale(now));
          }
        });
  }

  /** Tells the followers who the members are. */
  public void tellMembers(List<Member> members) {
    queue.tell(
        () -> {
          present = members;
          followers.tell(follower -> follower.membersChanged(members));
        });
  }

  @Override
  public void follow(Follower follower) {
    queue.tell(() -> welcome(follower));
  }

  @Override
  public List<ServiceName> services() {
    return services.names();
  }

  @Override
  public Optional<Service> service(ServiceName name) {
    return services.service(name);
  }

  @Override
  public Optional<SettingsEntry> settingsEntry(ServiceName name) {
    return settings.entry(name);
  }

  @Override
  public Collection<SettingsEntry> settingsEntries() {
    return settings.entries();
  }

  @Override
  public boolean isLoaded() {
    return loaded;
  }

  /** Asks {@code judge} from now on before an instance is shown as expired. */
  public void heed(Objector judge) {
    objector = judge;
  }

  @Override
  public boolean isStale() {
    return stale;
  }

  /** Runs {@code word} on the view's thread after all that was applied before. */
  CompletableFuture<Void> run(Runnable word) {
    return queue.add(new Update.Tell(word));
  }

  /** The entry of that key. */
  public Optional<Entry> entry(InstanceKey key) {
    return Optional.ofNullable(entries.get(key));
  }

  /** All entries as they stand; changes show while one iterates. */
  public Collection<Entry> entries() {
    return Collections.unmodifiableCollection(entries.values());
  }

  /** All registered instances as they stand. */
  public Iterable<Registered> registered() {
    return () ->
        entries.values().stream()
            .filter(Registered.class::isInstance)
            .map(Registered.class::cast)
            .iterator();
  }

  /** How many updates have come and do not show yet. */
  public int waiting() {
    return queue.size();
  }

  /** Stops the view's thread; what was added before is still carried out. */
  @Override
  public void close() {
    queue.close();
  }

  /** On the view thread: a run of updates, seen by the followers as one. */
  private void carryOut(List<Update> updates) {
    var changes = new ArrayList<Change>();
    for (Update update : updates) {
      switch (update) {
        case Update.Put(Entry entry) -> put(entry, changes);
        case Update.Drop(InstanceKey key, InstanceVersion version) -> drop(key, version, changes);
        case Update.Tell(Runnable word) -> {
          publish(changes);
          changes.clear();
          followers.attempt(word);
        }
      }
    }
    publish(changes);
    followers.throwFailures();
  }

  private void put(Entry entry, List<Change> changes) {
    Entry before = entries.get(entry.key());
    boolean isRetried = entry.equals(before) && unseen.contains(entry.key());
    if ((!entry.supersedes(before) && !isRetried) || objector.isAgainst(before, entry)) {
      return;
    }
    entries.put(entry.key(), entry);
    changes.add(new Change(entry.key(), before, entry));
  }

  private void drop(InstanceKey key, InstanceVersion version, List<Change> changes) {
    Entry before = entries.get(key);
    if (before == null || before.version().compareTo(version) > 0) {
      return;
    }
    entries.remove(key);
    changes.add(new Change(key, before, null));
  }

  private void publish(List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    services.show(changes);
    List<Change> seen = List.copyOf(changes);
    followers.tell(follower -> follower.changed(seen));
    seen.forEach(change -> noteWhetherSeen(change.key()));
  }

  /** A follower that failed at a key is given it again when it is applied again. */
  private void noteWhetherSeen(InstanceKey key) {
    if (followers.haveFailed()) {
      unseen.add(key);
    } else {
      unseen.remove(key);
    }
  }

  private void welcome(Follower follower) {
    followers.add(follower);
    settings.welcome(follower); // first, since instances are shown as they say
    var all = entries.values().stream().map(e -> new Change(e.key(), null, e)).toList();
    if (!all.isEmpty()) {
      followers.tell(follower, newcomer -> newcomer.changed(all));
    }
    if (!present.isEmpty()) {
      followers.tell(follower, newcomer -> newcomer.membersChanged(present));
    }
    if (stale) {
      followers.tell(follower, newcomer -> newcomer.turnedStale(true));
    }
    if (loaded) {
      followers.tell(follower, Follower::loaded);
    }
  }
}
