package dev.rollcall.cluster;

import static dev.rollcall.cluster.HazelcastSettings.AGREED;
import static dev.rollcall.cluster.HazelcastSettings.INSTANCES;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.map.IMap;
import dev.rollcall.cluster.company.Companions;
import dev.rollcall.cluster.company.CompanySettings.WhenIsolated;
import dev.rollcall.cluster.company.CompanyWatch;
import dev.rollcall.cluster.company.Farewell;
import dev.rollcall.cluster.company.Gathering;
import dev.rollcall.cluster.company.IsolationGate;
import dev.rollcall.cluster.company.JoinRefusedException;
import dev.rollcall.cluster.company.Leaving;
import dev.rollcall.cluster.company.Neighbours;
import dev.rollcall.cluster.lease.HazelcastLeaseOwners;
import dev.rollcall.cluster.lease.PartitionOwnership;
import dev.rollcall.cluster.lease.RenewLeases;
import dev.rollcall.cluster.lease.RenewalBatcher;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.Membership;
import dev.rollcall.registry.Registry;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.agreed.Agreement;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.lease.LeaseKeeper;
import dev.rollcall.registry.live.LiveAgreement;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.live.PeriodicTask;
import dev.rollcall.registry.standing.Company;
import dev.rollcall.registry.state.Command;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridClock;
import dev.rollcall.registry.state.Registered;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A member of the cluster: joins, keeps the live view, the leases it owns, and leaves in order. The
 * catalogue may be followed before the start; it says itself when it is whole.
 */
public final class ClusterNode implements AutoCloseable {
  private static final Duration LEASE_TICK = Duration.ofMillis(50);
  private static final Duration COMPANY_TICK = Duration.ofSeconds(1);
  private static final String NOT_STARTED = "the node has not been started";
  private static final Duration LAST_FLUSH = Duration.ofSeconds(1);
  private static final Duration FAREWELL = Duration.ofMillis(500);

  /** As long as leases may be held for members that are missing. */
  private static final Duration MISSED_FOR = Duration.ofMinutes(10);

  private final ClusterSettings settings;
  private final TimeSource time;
  private final LiveView view = new LiveView();
  private final HazelcastAgreement agreement = new HazelcastAgreement(new LiveAgreement(view));
  private final List<PeriodicTask> tasks = new ArrayList<>();
  // Set once by start.
  private @Nullable HazelcastInstance hazelcast;
  private @Nullable Running running;

  /** All that exists only while Hazelcast runs. */
  private record Running(
      HazelcastRegistry registry,
      HazelcastMembership membership,
      Companions companions,
      CompanyWatch watch,
      LeaseKeeper leases,
      PartitionOwnership ownership,
      RenewalBatcher renewals,
      Reconciler reconciler) {}

  public ClusterNode(ClusterSettings settings, TimeSource time) {
    this.settings = settings;
    this.time = time;
  }

  /**
   * Joins the cluster and loads the catalogue; blocks until both are done. Leases end by themselves
   * from then on.
   *
   * @throws IOException when the member port cannot be bound or no cluster can be joined
   */
  public void start() throws IOException {
    join();
    tasks.add(PeriodicTask.start("rollcall-leases", LEASE_TICK, this::tick));
    tasks.add(PeriodicTask.start("rollcall-renewals", RenewalBatcher.PAUSE, this::flush));
    tasks.add(PeriodicTask.start("rollcall-company", COMPANY_TICK, this::watchCompany));
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
    return settings.company().whenIsolated() == WhenIsolated.REFUSE
        ? new IsolationGate(running().registry(), this::company)
        : running().registry();
  }

  /** Who is in the cluster; only after {@link #start}. */
  public Membership membership() {
    return running().membership();
  }

  /** Whom this node sees and misses; only after {@link #start}. */
  public Company company() {
    return running().companions().now();
  }

  /**
   * Leaves the cluster: passes on the last heartbeats, says so, hands partitions over, and stops.
   * Blocks for up to about 6 seconds.
   */
  @Override
  public void close() {
    tasks.forEach(PeriodicTask::close);
    if (running != null) {
      running.renewals().drain(LAST_FLUSH);
      // What is sent here from now on is sent again, to the next owner.
      running.leases().takeOver(key -> false, List.of());
    }
    if (hazelcast != null) {
      Farewell.say(hazelcast, FAREWELL);
      hazelcast.shutdown();
    }
    view.close();
  }

  /**
   * As {@link #start}, but nothing happens by the clock until {@link #tick} and the like are
   * called.
   */
  void join() throws IOException {
    ClusterSettings resolved =
        settings.joining(JoinAddresses.DEFAULT.resolve(settings.join(), settings.self()));
    Neighbours neighbours = resolved.neighbours();
    neighbours.refuseStrangers();
    hazelcast = startHazelcast(resolved);
    running = wire(hazelcast, resolved.expected());
    // Listen first, load second: a change in between is seen twice, which the versions allow.
    hazelcast.<InstanceKey, Entry>getMap(INSTANCES).addEntryListener(new ViewFeed(view), true);
    agreement.listenTo(hazelcast.getMap(AGREED));
    hazelcast.getCluster().addMembershipListener(running.membership());
    running.membership().announce();
    Gathering.DEFAULT.await(() -> company().present(), resolved.expected(), neighbours);
    running.reconciler().reconcile();
    agreement.reconcile();
    view.markLoaded().join();
  }

  private Running wire(HazelcastInstance member, int expected) {
    IMap<InstanceKey, Entry> map = member.getMap(INSTANCES);
    var clock = new HybridClock(time);
    var leases = new LeaseKeeper(time, key -> false);
    var partitions = new PartitionedMap(map, member.getPartitionService());
    var digests = new ViewDigests(partitions.partitions(), partitions::partitionOf);
    view.follow(observing(clock));
    view.follow(leases);
    view.follow(digests);
    boolean refuses = settings.company().whenIsolated() == WhenIsolated.REFUSE;
    var companions = new Companions(time, expected, MISSED_FOR, refuses);
    member.getUserContext().put(RenewLeases.KEEPER, leases);
    member.getUserContext().put(Leaving.COMPANIONS, companions);
    var renewals = new RenewalBatcher(new HazelcastLeaseOwners(member), view, time);
    return new Running(
        new HazelcastRegistry(map, view, renewals, clock, time),
        new HazelcastMembership(member, view, leases, companions),
        companions,
        new CompanyWatch(companions::now, settings.company(), view::tellStale),
        leases,
        new PartitionOwnership(member, view, leases),
        renewals,
        new Reconciler(partitions, view, digests, this::carryOut, time));
  }

  /** The member itself, for tests that make it fail. */
  HazelcastInstance hazelcast() {
    return Objects.requireNonNull(hazelcast, NOT_STARTED);
  }

  /** Ends the leases that are over. Lease thread. */
  CompletableFuture<Void> endLeases() {
    running().ownership().refresh();
    var ended = running().leases().ended().stream().map(this::expire);
    return CompletableFuture.allOf(ended.toArray(CompletableFuture<?>[]::new));
  }

  /** Sends the heartbeats that wait. Renewals' thread. */
  CompletableFuture<Void> flushRenewals() {
    return running().renewals().flush();
  }

  /** Sees whether this node is isolated, and for how long. Company's thread. */
  void watchCompany() {
    running().watch().look();
  }

  /** Finds what events have lost and drops spent tombstones. Reconciler's thread; blocks. */
  void reconcile() {
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

  private void tick() {
    CompletableFuture<Void> _ = endLeases();
  }

  private void flush() {
    CompletableFuture<Void> _ = flushRenewals();
  }

  private void carryOut(Command command) {
    CompletionStage<?> _ = running().registry().carryOut(command);
  }

  private CompletableFuture<?> expire(Command.Expire expire) {
    return running()
        .registry()
        .carryOut(expire)
        .toCompletableFuture()
        .whenComplete(
            (made, failure) -> {
              if (failure != null
                  && view.entry(expire.key()).orElse(null) instanceof Registered held) {
                running().leases().retry(held);
              }
            })
        .handle((made, failure) -> made);
  }

  private static HazelcastInstance startHazelcast(ClusterSettings settings) throws IOException {
    try {
      return JoinAttempts.DEFAULT.join(
          () -> Hazelcast.newHazelcastInstance(HazelcastSettings.of(settings)));
    } catch (IllegalStateException e) {
      throw new JoinRefusedException(
          "no member lets this one in (%s); allowed: members with the same version of Hazelcast, all"
                  .formatted(e.getMessage())
              + " or none of them with member-zone",
          e);
    } catch (HazelcastException e) {
      throw new IOException(
          "cannot listen for members at " + settings.self() + ": " + e.getMessage(), e);
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
