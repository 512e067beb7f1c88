package dev.rollcall.cluster;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryMergedListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import dev.rollcall.cluster.journal.Saving;
import dev.rollcall.cluster.wire.Digest;
import dev.rollcall.cluster.wire.DigestAggregator;
import dev.rollcall.cluster.wire.SettingsProcessor;
import dev.rollcall.registry.Merging;
import dev.rollcall.registry.ServiceSettingsBook;
import dev.rollcall.registry.SettingsRemoval;
import dev.rollcall.registry.Settling;
import dev.rollcall.registry.Unavailable;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.live.Tombstones;
import dev.rollcall.registry.service.Precondition;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.service.SettingsCommand;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.service.SettingsTransition;
import dev.rollcall.registry.state.HybridClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The settings of services in a replicated map of their own, by the service's name. A change is
 * carried out at the owner, confirmed by its backups, shown in this node's view, and kept by its
 * journal as it has to be, before it is acknowledged. What events lose is found by comparing.
 */
final class HazelcastSettingsBook
    implements ServiceSettingsBook,
        EntryAddedListener<String, SettingsEntry>,
        EntryUpdatedListener<String, SettingsEntry>,
        EntryMergedListener<String, SettingsEntry>,
        EntryRemovedListener<String, SettingsEntry> {
  private final IMap<String, SettingsEntry> map;
  private final LiveView view;
  private final HybridClock clock;
  private final Tombstones tombstones;
  private final Saving journal;

  HazelcastSettingsBook(
      IMap<String, SettingsEntry> map,
      LiveView view,
      HybridClock clock,
      Tombstones tombstones,
      Saving journal) {
    this.map = map;
    this.view = view;
    this.clock = clock;
    this.tombstones = tombstones;
    this.journal = journal;
  }

  /** Hears of changes; what there was before is for {@link #reconcile}. */
  Listening.Ear ear() {
    return new Listening.Ear(map, () -> map.addEntryListener(this, true));
  }

  @Override
  public CompletionStage<Settling> put(
      ServiceName service, ServiceSettings settings, Precondition only) {
    return outcome(
        new SettingsCommand.Put(service, settings, only), Settling::of, Unavailable::new);
  }

  @Override
  public CompletionStage<SettingsRemoval> delete(ServiceName service, Precondition only) {
    return outcome(
        new SettingsCommand.Delete(service, only), SettingsRemoval::of, Unavailable::new);
  }

  @Override
  public CompletionStage<Merging> merge(List<SettingsEntry> entries) {
    var made =
        entries.stream()
            .map(entry -> carryOut(new SettingsCommand.Merge(entry)).toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(made.toArray(CompletableFuture<?>[]::new))
        .<Merging>thenApply(all -> Merging.ofSettings(made.stream().map(CompletableFuture::join)))
        .exceptionally(failure -> new Unavailable(MapCalls.reasonOf(failure)));
  }

  /** Drops the traces of deleted settings that were kept long enough. Does not wait. */
  void dropSpent() {
    tombstones.spentSettings().forEach(this::send);
  }

  /**
   * Brings view and map to the same content. Reconciler's thread; blocks until this node knows what
   * the map had. The whole map is read only where a digest of it differs.
   */
  void reconcile() {
    List<SettingsEntry> seen = List.copyOf(view.settingsEntries());
    if (digestOf(seen).equals(map.aggregate(new DigestAggregator(Digest.EMPTY)))) {
      return;
    }
    var stored = new HashMap<String, SettingsEntry>();
    map.entrySet().forEach(entry -> stored.put(entry.getKey(), entry.getValue()));
    List<CompletableFuture<Void>> applied = settle(seen, stored);
    // A follower that fails at one of them has said so; the others are there all the same.
    CompletableFuture.allOf(applied.toArray(CompletableFuture<?>[]::new))
        .exceptionally(failure -> null)
        .join();
  }

  @Override
  public void entryAdded(EntryEvent<String, SettingsEntry> event) {
    CompletableFuture<Void> _ = view.apply(event.getValue());
  }

  @Override
  public void entryUpdated(EntryEvent<String, SettingsEntry> event) {
    CompletableFuture<Void> _ = view.apply(event.getValue());
  }

  @Override
  public void entryMerged(EntryEvent<String, SettingsEntry> event) {
    CompletableFuture<Void> _ = view.apply(event.getValue());
  }

  @Override
  public void entryRemoved(EntryEvent<String, SettingsEntry> event) {
    SettingsEntry dropped = event.getOldValue();
    CompletableFuture<Void> _ = view.forget(dropped.service(), dropped.changed());
  }

  private List<CompletableFuture<Void>> settle(
      List<SettingsEntry> seen, Map<String, SettingsEntry> stored) {
    var applied = new ArrayList<CompletableFuture<Void>>();
    stored.values().forEach(entry -> applied.add(view.apply(entry)));
    for (SettingsEntry entry : seen) {
      SettingsEntry known = stored.get(entry.service().text());
      if (!entry.supersedes(known)) {
        continue;
      }
      if (known == null && isOver(entry)) {
        applied.add(view.forget(entry.service(), entry.changed()));
      } else {
        // The view is ahead of the map only where the map has lost something.
        send(new SettingsCommand.Merge(entry));
      }
    }
    return applied;
  }

  /** Whether the map has dropped it, or may. What is dropped leaves the view first of all. */
  private boolean isOver(SettingsEntry seen) {
    return seen.isDeleted()
        && (tombstones.isSpent(seen) || view.settingsEntry(seen.service()).isEmpty());
  }

  private static Digest digestOf(List<SettingsEntry> entries) {
    Digest digest = Digest.EMPTY;
    for (SettingsEntry entry : entries) {
      digest = digest.plus(entry);
    }
    return digest;
  }

  private void send(SettingsCommand command) {
    CompletionStage<?> _ = carryOut(command);
  }

  private CompletionStage<SettingsTransition> carryOut(SettingsCommand command) {
    return MapCalls.confirmed(
            isRepeated ->
                map.submitToKey(
                    command.service().text(),
                    new SettingsProcessor(command, clock.now(), isRepeated)))
        .thenCompose(made -> view.show(made).thenApply(shown -> made));
  }

  private <T> CompletionStage<T> outcome(
      SettingsCommand command,
      Function<SettingsTransition, T> done,
      Function<String, T> unavailable) {
    Optional<String> refusal = journal.refusal();
    if (refusal.isPresent()) {
      return CompletableFuture.completedFuture(unavailable.apply(refusal.get()));
    }
    return carryOut(command)
        .thenCompose(made -> journal.saved().thenApply(saved -> made))
        .thenApply(done)
        .exceptionally(failure -> unavailable.apply(MapCalls.reasonOf(failure)));
  }
}
