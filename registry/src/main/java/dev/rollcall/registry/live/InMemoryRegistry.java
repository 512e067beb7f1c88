package dev.rollcall.registry.live;

import dev.rollcall.registry.Amending;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Member;
import dev.rollcall.registry.Membership;
import dev.rollcall.registry.Merging;
import dev.rollcall.registry.Registration;
import dev.rollcall.registry.Registry;
import dev.rollcall.registry.Removal;
import dev.rollcall.registry.Renewal;
import dev.rollcall.registry.Service;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.agreed.Agreement;
import dev.rollcall.registry.health.Departures;
import dev.rollcall.registry.health.Duties;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.lease.LeaseKeeper;
import dev.rollcall.registry.standing.Company;
import dev.rollcall.registry.standing.Replication;
import dev.rollcall.registry.standing.Standing;
import dev.rollcall.registry.state.Amendment;
import dev.rollcall.registry.state.CheckResult;
import dev.rollcall.registry.state.Command;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridClock;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.StatusOverride;
import dev.rollcall.registry.state.Transition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The registry of one node without a cluster, for tests and for embedding. Nothing survives it.
 * Until {@link #start} is called time stands still, and {@link #tick} moves it by hand.
 */
public final class InMemoryRegistry implements Registry, Membership, AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(50);

  private final HybridClock clock;
  private final ConcurrentMap<InstanceKey, Entry> entries = new ConcurrentHashMap<>();
  private final LiveView view = new LiveView();
  private final InMemoryAgreement agreement = new InMemoryAgreement(view);
  private final LeaseKeeper leases;
  private final Departures departures;
  private final Tombstones tombstones;
  private final LongAdder renewals = new LongAdder();
  private final RecentRate rate;
  private @Nullable PeriodicTask ticking; // guarded by this

  public InMemoryRegistry(TimeSource time) {
    this.clock = new HybridClock(time.steady());
    this.leases = new LeaseKeeper(time, key -> true);
    this.departures = new Departures(time, key -> true, this::maintenance);
    this.rate = new RecentRate(renewals::sum, time);
    this.tombstones = new Tombstones(time);
    view.follow(leases);
    view.follow(departures);
    view.follow(tombstones);
    view.markLoaded().join();
  }

  /** Lets leases end by themselves from now on, on a thread {@code rollcall-leases}. */
  public synchronized void start() {
    ticking = PeriodicTask.start("rollcall-leases", TICK, this::tick);
  }

  /** What is registered. */
  public Catalog catalog() {
    return view;
  }

  /** Which instances this node answers for. */
  public Duties duties() {
    return key -> true;
  }

  /** What is agreed on besides. */
  public Agreement agreement() {
    return agreement;
  }

  @Override
  public CompletionStage<Registration> register(Instance instance) {
    return carryOut(new Command.Register(instance)).thenApply(Registration::of);
  }

  @Override
  public CompletionStage<Renewal> renew(List<InstanceKey> keys) {
    List<InstanceKey> unknown = keys.stream().filter(key -> !isRegistered(key)).toList();
    renewals.add(keys.size() - unknown.size());
    leases.renew(keys.stream().mapToLong(InstanceKey::hash64).toArray(), new int[keys.size()]);
    return CompletableFuture.completedFuture(new Renewal.Renewed(unknown));
  }

  @Override
  public CompletionStage<Amending> amend(InstanceKey key, Amendment amendment) {
    return carryOut(new Command.Amend(key, amendment)).thenApply(Amending::of);
  }

  @Override
  public CompletionStage<Amending> oversee(InstanceKey key, Optional<StatusOverride> override) {
    return carryOut(new Command.Oversee(key, override)).thenApply(Amending::of);
  }

  @Override
  public CompletionStage<Amending> report(
      InstanceKey key, HybridTime registered, CheckResult result) {
    return carryOut(new Command.Report(key, registered, result)).thenApply(Amending::of);
  }

  @Override
  public CompletionStage<Removal> deregister(InstanceKey key) {
    return carryOut(new Command.Deregister(key)).thenApply(Removal::of);
  }

  @Override
  public CompletionStage<Merging> merge(List<Entry> all) {
    var made = all.stream().map(Command.Merge::new).map(this::carryOut).toList();
    return CompletableFuture.allOf(made.toArray(CompletableFuture<?>[]::new))
        .thenApply(shown -> Merging.of(made.stream().map(CompletableFuture::join)));
  }

  @Override
  public List<Member> members() {
    return List.of(new Member("local", "in memory", List.of(), true, 1));
  }

  @Override
  public Standing standing() {
    return new Standing(
        leases.size(),
        renewals.sum(),
        rate.perSecond(),
        new Company(1, 0, Optional.empty()),
        List.of(),
        new Replication(Optional.empty(), 0, view.waiting()),
        Optional.empty());
  }

  @Override
  public synchronized void close() {
    if (ticking != null) {
      ticking.close();
    }
    view.close();
  }

  /**
   * Ends the leases whose time has come, removes what has drained or failed for long enough, drops
   * the tombstones that were kept long enough, and waits until the catalogue shows it.
   */
  void tick() {
    rate.sample();
    Stream<Command> due =
        Stream.of(leases.ended(), departures.due(), tombstones.spent()).flatMap(List::stream);
    CompletableFuture.allOf(due.map(this::carryOut).toArray(CompletableFuture<?>[]::new)).join();
  }

  private Optional<String> maintenance(ServiceName name) {
    return view.service(name).flatMap(Service::maintenance);
  }

  private boolean isRegistered(InstanceKey key) {
    return entries.get(key) instanceof Registered;
  }

  private CompletableFuture<Transition> carryOut(Command command) {
    var made = new Transition[1];
    entries.compute(
        command.key(),
        (key, current) -> {
          made[0] = Transition.of(current, command, clock.now());
          return made[0].after();
        });
    return view.show(command.key(), made[0]).thenApply(shown -> made[0]);
  }
}
