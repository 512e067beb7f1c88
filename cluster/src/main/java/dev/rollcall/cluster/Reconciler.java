package dev.rollcall.cluster;

import dev.rollcall.cluster.wire.Digest;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.live.Tombstones;
import dev.rollcall.registry.standing.Replication;
import dev.rollcall.registry.state.Command;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.Tombstone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
  private final Tombstones tombstones;
  private final Consumer<Command> registry;
  private final TimeSource time;
  private volatile @Nullable Comparison last; // written by the reconciler's thread

  private record Comparison(long at, int differing) {}

  /**
   * @param registry carries out a command in the replicated map, without waiting
   */
  Reconciler(
      PartitionedMap map,
      LiveView view,
      ViewDigests digests,
      Tombstones tombstones,
      Consumer<Command> registry,
      TimeSource time) {
    this.map = map;
    this.view = view;
    this.digests = digests;
    this.tombstones = tombstones;
    this.registry = registry;
    this.time = time;
  }

  /** One round; blocks until the view has what the map had. The first round loads the view. */
  void reconcile() {
    BitSet differing = differing();
    last = new Comparison(time.nanoTime(), differing.cardinality());
    if (differing.isEmpty()) {
      return;
    }
    List<Entry> seen = seenIn(differing);
    var stored = new HashMap<InstanceKey, Entry>();
    map.entries(differing.stream()).forEach(stored::putAll);
    List<CompletableFuture<Void>> applied = settle(seen, stored);
    // A follower that fails at one of them has said so; the others are there all the same.
    CompletableFuture.allOf(applied.toArray(CompletableFuture<?>[]::new))
        .exceptionally(failure -> null)
        .join();
    LOG.debug("reconciled {} partitions", differing.cardinality());
  }

  /** How far view and map were apart when they were last compared. Any thread. */
  Replication replication() {
    Comparison compared = last;
    return compared == null
        ? new Replication(Optional.empty(), 0, view.waiting())
        : new Replication(
            Optional.of(Duration.ofNanos(time.nanoTime() - compared.at())),
            compared.differing(),
            view.waiting());
  }

  private BitSet differing() {
    var differing = new BitSet();
    List<Digest> stored = map.digests();
    for (int partition = 0; partition < stored.size(); partition++) {
      differing.set(partition, !stored.get(partition).equals(digests.of(partition)));
    }
    return differing;
  }

  /** What the view has in those partitions, noted before the map is read: see {@link #settle}. */
  private List<Entry> seenIn(BitSet partitions) {
    return view.entries().stream()
        .filter(entry -> partitions.get(map.partitionOf(entry.key())))
        .toList();
  }

  private List<CompletableFuture<Void>> settle(List<Entry> seen, Map<InstanceKey, Entry> stored) {
    var applied = new ArrayList<CompletableFuture<Void>>();
    stored.values().forEach(entry -> applied.add(view.apply(entry)));
    for (Entry entry : seen) {
      if (!entry.supersedes(stored.get(entry.key()))) {
        continue;
      }
      if (!stored.containsKey(entry.key()) && isOver(entry)) {
        applied.add(view.forget(entry.key(), entry.version()));
      } else {
        // The view is ahead of the map only where the map has lost something.
        registry.accept(new Command.Merge(entry));
      }
    }
    return applied;
  }

  /** Whether the map has dropped it, or may. What is dropped leaves the view first of all. */
  private boolean isOver(Entry seen) {
    return seen instanceof Tombstone tombstone
        && (tombstones.isSpent(tombstone) || view.entry(tombstone.key()).isEmpty());
  }
}
