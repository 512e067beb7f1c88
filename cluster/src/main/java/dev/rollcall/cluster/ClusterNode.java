package dev.rollcall.cluster;

import static dev.rollcall.cluster.HazelcastSettings.AGREED;
import static dev.rollcall.cluster.HazelcastSettings.INSTANCES;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.map.IMap;
import dev.rollcall.cluster.journal.Journal;
import dev.rollcall.cluster.journal.JournalRefusedException;
import dev.rollcall.cluster.journal.Saving;
import dev.rollcall.cluster.lease.NodeLeases;
import dev.rollcall.cluster.lease.RenewalBatcher;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.Membership;
import dev.rollcall.registry.Registry;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.agreed.Agreement;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.live.LiveAgreement;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.live.PeriodicTask;
import dev.rollcall.registry.standing.Company;
import dev.rollcall.registry.standing.Hold;
import dev.rollcall.registry.standing.JournalState;
import dev.rollcall.registry.live.RecentRate;
import dev.rollcall.registry.standing.Company;
import dev.rollcall.registry.state.Command;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridClock;
import dev.rollcall.registry.state.Transition;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A member of the cluster: joins, keeps the live view, the leases it owns, and leaves in order. The
 * catalogue may be followed before the start; it says itself when it is whole.
 */
public final class ClusterNode implements AutoCloseable {
  private static final Duration LEASE_TICK = Duration.ofMillis(50);
  private static final String NOT_STARTED = "the node has not been started";
  private static final Duration LAST_FLUSH = Duration.ofSeconds(1);

  private final ClusterSettings settings;
  private final TimeSource time;
  private final LiveView view = new LiveView();
  private final HazelcastAgreement agreement = new HazelcastAgreement(new LiveAgreement(view));
  private final List<PeriodicTask> tasks = new ArrayList<>();
  // Set once by start.
  private @Nullable HazelcastInstance hazelcast;
  private @Nullable Running running;
  private @Nullable Journal journal; // where one is kept

  /** All that exists only while Hazelcast runs. */
  private record Running(
      HazelcastRegistry registry,
      HazelcastMembership membership,
      NodeLeases leases,
      Reconciler reconciler,
      Restoration restoration) {}

  public ClusterNode(ClusterSettings settings, TimeSource time) {
    this.settings = settings;
    this.time = time;
  }

  /**
   * Joins the cluster and loads the catalogue; blocks until both are done. Leases end by themselves
   * from then on.
   *
   * @throws IOException when the member port cannot be bound, no cluster can be joined, or what the
   *     journal has cannot be brought back; a {@link JournalRefusedException} when the journal is
   *     not this node's
   */
  public void start() throws IOException {
    join();
    tasks.add(PeriodicTask.start("rollcall-leases", LEASE_TICK, this::tick));
    tasks.add(PeriodicTask.start("rollcall-renewals", RenewalBatcher.PAUSE, this::flush));
    var reconciling = PeriodicTask.start("rollcall-reconcile", Reconciler.PAUSE, this::reconcile);
    tasks.add(reconciling);
    hazelcast().getLifecycleService().addLifecycleListener(event -> hurry(reconciling, event));
  }

  /** What this node knows; complete once it says so. */
  public Catalog catalog() {
    return view;
  }

  /** What all nodes agree on; may be followed before the start, and contributed to after it. */
  public Agreement agreement() {
    return agreement;
  }

  /** Where services register; only after {@link #start}. */
  public Registry registry() {
    return running().registry();
  }

  /** How its journal fares; empty when it keeps none. */
  public Optional<JournalState> journal() {
    return Optional.ofNullable(journal).map(Journal::state);
  }

  /** Who is in the cluster; only after {@link #start}. */
  public Membership membership() {
    return running().membership();
  }

  /** Why leases that are over are not ended now; only after {@link #start}. */
  public List<Hold> holds() {
    return running().leases().holds();
  }

  /** Heartbeats that this node heard for registered instances; only after {@link #start}. */
  public long renewals() {
    return running().leases().heartbeats().count();
  }

  /** What became of leases since the node started; only after {@link #start}. */
  public NodeLeases.Events leaseEvents() {
    return running().leases().events();
  }

  /**
   * Leaves the cluster: passes on the last heartbeats, hands partitions over, and stops. Blocks for
   * up to about 6 seconds.
   */
  @Override
  public void close() {
    tasks.forEach(PeriodicTask::close);
    if (running != null) {
      running.leases().handOver(LAST_FLUSH);
    }
    if (hazelcast != null) {
      hazelcast.shutdown();
    }
    view.close();
    if (journal != null) {
      journal.close();
    }
  }

  /**
   * As {@link #start}, but nothing happens by the clock until {@link #tick} and the like are
   * called.
   */
  void join() throws IOException {
    Optional<Journal> kept = openJournal();
    hazelcast = startHazelcast();
    running = wire(hazelcast);
    // Listen first, load second: a change in between is seen twice, which the versions allow.
    hazelcast.<InstanceKey, Entry>getMap(INSTANCES).addEntryListener(new ViewFeed(view), true);
    agreement.listenTo(hazelcast.getMap(AGREED));
    hazelcast.getCluster().addMembershipListener(running.membership());
    running.membership().announce();
    running.reconciler().reconcile();
    agreement.reconcile();
    if (kept.isPresent()) {
      running.restoration().bringBack(kept.get().recovered());
    }
    view.markLoaded().join();
    kept.ifPresent(opened -> opened.begin(view::entries, agreement::current));
  }

  /** A journal that is not this node's must not let it join first. */
  private Optional<Journal> openJournal() throws IOException {
    if (settings.journal().isPresent()) {
      Journal opened = Journal.open(settings.journal().get(), time);
      view.follow(opened);
      agreement.follow(opened::agreed);
      journal = opened;
    }
    return Optional.ofNullable(journal);
  }

  private Running wire(HazelcastInstance member) {
    IMap<InstanceKey, Entry> map = member.getMap(INSTANCES);
    var clock = new HybridClock(time);
    var partitions = new PartitionedMap(map, member.getPartitionService());
    var digests = new ViewDigests(partitions.partitions(), partitions::partitionOf);
    view.follow(observing(clock));
    var leases =
        new NodeLeases(
            member, view, settings.leases(), () -> company(member), this::carryOutHere, time);
    view.follow(digests);
    var registry =
        new HazelcastRegistry(
            map,
            view,
            leases.heartbeats(),
            clock,
            time,
            journal == null ? Saving.AT_ONCE : journal);
    return new Running(
        registry,
        new HazelcastMembership(member, view, leases),
        leases,
        new Reconciler(partitions, view, digests, this::carryOut, time),
        new Restoration(view, agreement, clock, time, new BulkMerge(map, partitions, view)));
  }

  /** The member itself, for tests that make it fail. */
  HazelcastInstance hazelcast() {
    return Objects.requireNonNull(hazelcast, NOT_STARTED);
  }

  /** Ends the leases that are over. Lease thread. */
  CompletableFuture<Void> endLeases() {
    return running().leases().look();
  }

  /** The same, unless the node was paused. Lease thread. */
  void tick() {
    running().leases().tick();
  }

  /** Sends the heartbeats that wait. Renewals' thread. */
  CompletableFuture<Void> flushRenewals() {
    return running().leases().flush();
  }

  /** Finds what events have lost and drops spent tombstones. Reconciler's thread; blocks. */
  void reconcile() {
    running().rate().sample();
    running().reconciler().reconcile();
    agreement.reconcile();
    view.spent(time.instant()).forEach(this::carryOut);
  }

  /** After a split has healed, the view is the one of a cluster that is no more. */
  private static void hurry(PeriodicTask reconciling, LifecycleEvent event) {
    if (event.getState() == LifecycleEvent.LifecycleState.MERGED) {
      reconciling.hurry();
    }
  }

  private void flush() {
    CompletableFuture<Void> _ = flushRenewals();
  }

  private void carryOut(Command command) {
    CompletionStage<?> _ = carryOutHere(command);
  }

  private CompletionStage<Transition> carryOutHere(Command command) {
    return running().registry().carryOut(command);
  }

  /** Until somebody keeps count of those it lost, a node misses nobody. */
  private static Company company(HazelcastInstance member) {
    return new Company(member.getCluster().getMembers().size(), 0, Optional.empty());
  }

  private HazelcastInstance startHazelcast() throws IOException {
    try {
      return JoinAttempts.DEFAULT.join(
          () -> Hazelcast.newHazelcastInstance(HazelcastSettings.of(settings)));
    } catch (RuntimeException e) {
      throw new IOException(
          "cannot join a cluster at " + settings.self() + ": " + e.getMessage(), e);
    }
  }

  private static Follower observing(HybridClock clock) {
    return changes ->
        changes.forEach(
            change -> {
              if (change.after() != null) {
                clock.observe(change.after().changed());
              }
            });
  }

  private Running running() {
    return Objects.requireNonNull(running, NOT_STARTED);
  }
}
