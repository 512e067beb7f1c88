package dev.rollcall.cluster;

import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.state.Command;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.Tombstone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the live view and the replicated map to the same content: events can be lost, and so can
 * partitions when members crash together. It compares a digest per partition and looks closer only
 * where they differ. Versions settle every difference, so that a change under way does no harm.
 */
final class Reconciler {
  /** How long a lost event stays unnoticed. */
  static final Duration PAUSE = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  private final PartitionedMap map;
  private final LiveView view;
  private final ViewDigests digests;
  private final Consumer<Command> registry;

  /**
   * @param registry carries out a command in the replicated map, without waiting
   */
  Reconciler(PartitionedMap map, LiveView view, ViewDigests digests, Consumer<Command> registry) {
    this.map = map;
    this.view = view;
    this.digests = digests;
    this.registry = registry;
  }

  /** One round; blocks until the view has what the map had. The first round loads the view. */
  void reconcile() {
    BitSet differing = differing();
    if (differing.isEmpty()) {
      return;
    }
    Map<Integer, Map<InstanceKey, Entry>> seen = seenIn(differing);
    var applied = new ArrayList<CompletableFuture<Void>>();
    differing.stream()
        .forEach(p -> settle(seen.getOrDefault(p, Map.of()), map.entries(p), applied));
    CompletableFuture.allOf(applied.toArray(CompletableFuture<?>[]::new)).join();
    LOG.debug("reconciled {} partitions", differing.cardinality());
  }

  private BitSet differing() {
    var differing = new BitSet();
    for (int partition = 0; partition < map.partitions(); partition++) {
      differing.set(partition, !map.digest(partition).equals(digests.of(partition)));
    }
    return differing;
  }

  /** What the view has in those partitions, noted before the map is read: see {@link #settle}. */
  private Map<Integer, Map<InstanceKey, Entry>> seenIn(BitSet partitions) {
    var seen = new HashMap<Integer, Map<InstanceKey, Entry>>();
    for (Entry entry : view.entries()) {
      int partition = map.partitionOf(entry.key());
      if (partitions.get(partition)) {
        seen.computeIfAbsent(partition, p -> new HashMap<>()).put(entry.key(), entry);
      }
    }
    return seen;
  }

  private void settle(
      Map<InstanceKey, Entry> seen,
      Map<InstanceKey, Entry> stored,
      List<CompletableFuture<Void>> applied) {
    stored.values().forEach(entry -> applied.add(view.apply(entry)));
    for (Entry entry : seen.values()) {
      if (!entry.supersedes(stored.get(entry.key()))) {
        continue;
      }
      // The view is ahead of the map: of a tombstone because it was dropped meanwhile, of an
      // instance only because the map lost it.
      switch (entry) {
        case Tombstone tombstone -> applied.add(view.forget(tombstone.key(), tombstone.version()));
        case Registered held -> registry.accept(new Command.Merge(held));
      }
    }
  }
}
