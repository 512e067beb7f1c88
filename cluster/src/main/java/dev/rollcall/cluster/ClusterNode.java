package dev.rollcall.cluster;

import com.hazelcast.core.HazelcastInstance;
import dev.rollcall.cluster.company.CompanySettings.WhenIsolated;
import dev.rollcall.cluster.company.Farewell;
import dev.rollcall.cluster.company.Gathering;
import dev.rollcall.cluster.company.IsolationGate;
import dev.rollcall.cluster.company.JoinRefusedException;
import dev.rollcall.cluster.company.SettingsGate;
import dev.rollcall.cluster.journal.Contents;
import dev.rollcall.cluster.journal.Journal;
import dev.rollcall.cluster.journal.JournalRefusedException;
import dev.rollcall.cluster.lease.NodeLeases;
import dev.rollcall.cluster.lease.RenewalBatcher;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Membership;
import dev.rollcall.registry.Registry;
import dev.rollcall.registry.ServiceSettingsBook;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.agreed.Agreement;
import dev.rollcall.registry.health.Duties;
import dev.rollcall.registry.live.LiveAgreement;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.live.PeriodicTask;
import dev.rollcall.registry.standing.Company;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A member of the cluster: joins, keeps the live view, the leases it owns, a journal, and leaves in
 * order. The catalogue may be followed before the start; it says itself when it is whole.
 */
public final class ClusterNode implements AutoCloseable {
  static final String LEASES = "rollcall-leases";

  private static final Duration LEASE_TICK = Duration.ofMillis(50);
  private static final Duration COMPANY_TICK = Duration.ofSeconds(1);
  private static final Duration RETURN_TICK = Duration.ofSeconds(1);
  private static final Duration RECONCILE_TICK = Duration.ofSeconds(1);
  private static final String NOT_STARTED = "the node has not been started";
  private static final Duration LAST_FLUSH = Duration.ofSeconds(1);
  private static final Duration FAREWELL = Duration.ofMillis(500);

  private final TimeSource time;
  private final LiveView view = new LiveView();
  private final HazelcastAgreement agreement = new HazelcastAgreement(new LiveAgreement(view));
  private final List<PeriodicTask> tasks = new ArrayList<>();
  private final Reunion reunion;
  private final Rounds rounds;
  private ClusterSettings settings; // final from the start on
  // Set once by start.
  private @Nullable Journal journal; // where one is kept
  private @Nullable HazelcastInstance hazelcast;
  private @Nullable RunningMember running;

  public ClusterNode(ClusterSettings settings, TimeSource time) {
    this.settings = settings;
    this.time = time;
    this.reunion = new Reunion(time);
    this.rounds = new Rounds(reunion, time);
  }

  /** Says at which port the node answers DNS, for people to find; before {@link #start}. */
  public void answersDnsAt(int port) {
    settings = settings.withDnsPort(port);
  }

  /**
   * Joins the cluster and loads the catalogue; blocks until both are done.
   *
   * @throws IOException when the member port cannot be bound, or what the journal has cannot be
   *     brought back; a {@link JoinRefusedException} when no cluster can be joined, a {@link
   *     JournalRefusedException} when the journal is not this node's
   */
  public void start() throws IOException {
    join();
    tasks.add(PeriodicTask.start("rollcall-renewals", RenewalBatcher.PAUSE, this::flush));
    tasks.add(PeriodicTask.start("rollcall-company", COMPANY_TICK, this::watchCompany));
    tasks.add(PeriodicTask.start("rollcall-returning", RETURN_TICK, this::watchReturning));
    tasks.add(PeriodicTask.start("rollcall-reconcile", RECONCILE_TICK, this::reconcileWhenDue));
    hazelcast().getLifecycleService().addLifecycleListener(reunion::heed);
  }

  /**
   * Says that this node can hear heartbeats. The leases that it keeps begin now, and end by
   * themselves from then on: who restores instances, or takes them over, and is not listening yet
   * must not end them for their silence. Once, after {@link #start}.
   */
  public void beginLeases() {
    tasks.add(PeriodicTask.start(LEASES, LEASE_TICK, this::tick));
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

  /** Where services are settled; only after {@link #start}. */
  public ServiceSettingsBook settings() {
    return settings.company().whenIsolated() == WhenIsolated.REFUSE
        ? new SettingsGate(running().settings(), this::company)
        : running().settings();
  }

  /** Who is in the cluster, and how this node stands there; only after {@link #start}. */
  public Membership membership() {
    return running().membership();
  }

  /** Whom this node sees and misses; only after {@link #start}. */
  public Company company() {
    return running().companions().now();
  }

  /** Which instances this node answers for; nothing before {@link #beginLeases}. After start. */
  public Duties duties() {
    return running().leases().duties();
  }

  /** What became of leases since the node started; only after {@link #start}. */
  public NodeLeases.Events leaseEvents() {
    return running().leases().events();
  }

  /**
   * Leaves the cluster: passes on the last heartbeats, says so, hands partitions over, and stops.
   * Blocks for up to about 6 seconds.
   */
  @Override
  public void close() {
    tasks.forEach(PeriodicTask::close);
    if (running != null) {
      running.leases().handOver(LAST_FLUSH);
    }
    if (hazelcast != null) {
      Farewell.say(hazelcast, FAREWELL);
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
    openJournal(); // one that is not this node's must not let it join first
    ClusterSettings resolved = Joining.resolved(settings);
    hazelcast = Joining.DEFAULT.join(resolved);
    running = RunningMember.of(hazelcast, resolved, view, agreement, journal, time);
    // Listen first, load second: a change in between is seen twice, which the versions allow.
    Joining.DEFAULT.load(running().listening()::tellNewcomers);
    hazelcast.getCluster().addMembershipListener(running.membership());
    running.membership().announce();
    Gathering.DEFAULT.await(() -> company().present(), resolved.expected(), resolved.neighbours());
    Joining.DEFAULT.load(() -> load(running()));
    view.markLoaded().join();
    if (journal != null) {
      journal.begin(new Contents(view::entries, view::settingsEntries, agreement::current));
    }
  }

  private void openJournal() throws IOException {
    if (settings.journal().isPresent()) {
      Journal opened = Journal.open(settings.journal().get(), time);
      view.follow(opened);
      agreement.follow(opened::agreed);
      journal = opened;
    }
  }

  /** What the cluster has, and then what it may have lost. */
  private void load(RunningMember member) throws IOException {
    member.settings().reconcile(); // first, since instances are shown as they say
    member.reconciler().reconcile();
    agreement.reconcile();
    if (journal != null) {
      member.restoration().bringBack(journal.recovered());
    }
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

  /** Sees whether this node is isolated, and for how long. Company's thread. */
  void watchCompany() {
    running().watch().look();
  }

  /** Sees whether members that were lost are there nevertheless. Its own thread; blocks. */
  void watchReturning() {
    running().returning().look();
  }

  private void reconcileWhenDue() {
    if (rounds.isDue()) {
      reconcile();
      rounds.done();
    }
  }

  /** Finds what events have lost and drops spent tombstones. Reconciler's thread; blocks. */
  void reconcile() {
    running().listening().tellNewcomers(); // first: what comes between is heard of, or found
    running().reconciler().reconcile();
    running().rate().sample();
    agreement.reconcile();
    running().settings().reconcile();
    running().tombstones().spent().forEach(running().commands()::send);
    running().settings().dropSpent();
  }

  private void flush() {
    CompletableFuture<Void> _ = flushRenewals();
  }

  /** Its parts, also for tests; only after {@link #start}. */
  RunningMember running() {
    return Objects.requireNonNull(running, NOT_STARTED);
  }
}
