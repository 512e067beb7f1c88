package dev.rollcall.cluster.lease;

import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.lease.LeaseKeeper;
import dev.rollcall.registry.lease.Preservation;
import dev.rollcall.registry.standing.Company;
import dev.rollcall.registry.state.Command;
import dev.rollcall.registry.state.Command.Expire;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A member of a {@link ModelCluster}: the real parts, wired to the model's messages. */
final class ModelNode implements LeaseOwners, Witnesses {
  final UUID id;
  final Set<UUID> others = new HashSet<>();
  final LeaseKeeper keeper;
  final Heartbeats heartbeats;
  boolean isPaused;
  boolean isCrashed;

  private final ModelCluster cluster;
  private final RenewalBatcher renewals;
  private final LeaseWatch watch;
  private final Witness witness;
  private final List<Runnable> postponed = new ArrayList<>();
  private Set<InstanceKey> owned = Set.of();
  private Set<UUID> seen = Set.of();

  ModelNode(ModelCluster cluster, int number) {
    this.cluster = cluster;
    this.id = new UUID(0, number);
    this.keeper = new LeaseKeeper(cluster.time, key -> false);
    this.heartbeats = new Heartbeats(this::entry, this::partitionOf, cluster.time);
    this.renewals = new RenewalBatcher(heartbeats, this, cluster.time);
    this.witness = new Witness(heartbeats, keeper);
    var inquest =
        new Inquest(
            keeper,
            witness,
            this,
            new Preservation(ModelCluster.SETTINGS),
            () -> new Company(1, 0, Optional.empty()),
            cluster.time);
    this.watch = new LeaseWatch(keeper, inquest, this::entry, this::carryOut, cluster.time);
  }

  /** What the lease thread does. */
  void tick() {
    watch.notePause();
    if (!others.containsAll(seen)) {
      keeper.restartAll();
    }
    seen = Set.copyOf(others);
    Set<InstanceKey> now = cluster.ownedBy(id);
    if (!now.equals(owned)) {
      owned = now;
      keeper.takeOver(now::contains, cluster.instances);
    }
    CompletableFuture<Void> _ = watch.look(seen);
  }

  void flush() {
    CompletableFuture<Void> _ = renewals.flush();
  }

  void every(Duration pause, Runnable task) {
    cluster.after(
        pause,
        () ->
            perform(
                () -> {
                  task.run();
                  every(pause, task);
                }));
  }

  /** Does it now, or when this node wakes; never when it is dead. */
  void perform(Runnable task) {
    if (isCrashed) {
      return;
    }
    if (isPaused) {
      postponed.add(task);
      return;
    }
    task.run();
  }

  void pause() {
    isPaused = true;
  }

  /** What waits happens in any order. */
  void wake() {
    isPaused = false;
    var tasks = new ArrayList<>(postponed);
    postponed.clear();
    Collections.shuffle(tasks, cluster.random);
    tasks.forEach(this::perform);
  }

  @Override
  public int partitionOf(InstanceKey key) {
    return Integer.parseInt(key.id().text());
  }

  @Override
  public @Nullable UUID[] owners() {
    return cluster.owners.clone();
  }

  @Override
  public CompletionStage<long[]> renew(UUID owner, RenewLeases batch) {
    return cluster.call(this, owner, node -> node.keeper.renew(batch.ids(), batch.ages()));
  }

  @Override
  public CompletionStage<Testimony> ask(UUID member, Question question) {
    return cluster.call(this, member, node -> node.witness.answer(question));
  }

  private Optional<Entry> entry(InstanceKey key) {
    return Optional.of(cluster.instances.get(partitionOf(key)));
  }

  private CompletionStage<Transition> carryOut(Command command) {
    cluster.expire((Expire) command);
    return CompletableFuture.completedStage(new Transition(null, null));
  }
}
