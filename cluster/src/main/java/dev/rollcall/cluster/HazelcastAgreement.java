package dev.rollcall.cluster;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryMergedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import dev.rollcall.cluster.wire.MergeAgreed;
import dev.rollcall.registry.agreed.Agreed;
import dev.rollcall.registry.agreed.Agreement;
import dev.rollcall.registry.agreed.Contribution;
import dev.rollcall.registry.live.LiveAgreement;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The agreement of all members: one entry of a replicated map. A part is merged in at the entry's
 * owner, confirmed by its backups, and known to this node before it is acknowledged. It may be
 * followed before the node has joined.
 */
final class HazelcastAgreement
    implements Agreement,
        EntryAddedListener<String, Agreed>,
        EntryUpdatedListener<String, Agreed>,
        EntryMergedListener<String, Agreed> {
  static final String KEY = "agreed";

  private final LiveAgreement live;
  private volatile @Nullable IMap<String, Agreed> map; // set once by joins

  HazelcastAgreement(LiveAgreement live) {
    this.live = live;
  }

  /** From now on this node may contribute to what the members agree on. */
  void joins(IMap<String, Agreed> agreed) {
    map = agreed;
  }

  /** Hears of what members agree on; what they did before is for {@link #reconcile}. */
  Listening.Ear ear() {
    IMap<String, Agreed> joined = joined();
    return new Listening.Ear(joined, () -> joined.addEntryListener(this, KEY, true));
  }

  @Override
  public Agreed current() {
    return live.current();
  }

  @Override
  public CompletionStage<Contribution> contribute(Agreed part) {
    IMap<String, Agreed> joined = map;
    if (joined == null) {
      return CompletableFuture.completedStage(
          new Contribution.Refused("this node has not joined the others yet"));
    }
    return MapCalls.confirmed(
            isRepeated -> joined.submitToKey(KEY, new MergeAgreed(part, isRepeated)))
        .thenCompose(now -> live.apply(now).thenApply(shown -> now))
        .<Contribution>thenApply(Contribution.Made::new)
        .exceptionally(failure -> new Contribution.Refused(MapCalls.reasonOf(failure)));
  }

  @Override
  public void follow(Consumer<Agreed> follower) {
    live.follow(follower);
  }

  /**
   * Takes over what events have lost, and puts back what the map has lost. Reconciler's thread;
   * blocks until this node knows what the map had.
   */
  void reconcile() {
    IMap<String, Agreed> joined = joined();
    Agreed known = live.current();
    Agreed stored = Objects.requireNonNullElse(joined.get(KEY), Agreed.NOTHING);
    // A follower that fails at it has said so; it is known all the same.
    live.apply(stored).exceptionally(failure -> null).join();
    if (!stored.holds(known)) {
      CompletionStage<Contribution> _ = contribute(known);
    }
  }

  private IMap<String, Agreed> joined() {
    return Objects.requireNonNull(map, "before the node has joined");
  }

  @Override
  public void entryAdded(EntryEvent<String, Agreed> event) {
    heard(event);
  }

  @Override
  public void entryUpdated(EntryEvent<String, Agreed> event) {
    heard(event);
  }

  @Override
  public void entryMerged(EntryEvent<String, Agreed> event) {
    heard(event);
  }

  private void heard(EntryEvent<String, Agreed> event) {
    CompletableFuture<Void> _ = live.apply(event.getValue());
  }
}
