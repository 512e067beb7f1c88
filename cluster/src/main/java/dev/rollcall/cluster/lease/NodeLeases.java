package dev.rollcall.cluster.lease;

import com.hazelcast.core.HazelcastInstance;
import dev.rollcall.registry.Service;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.health.Departures;
import dev.rollcall.registry.health.Duties;
import dev.rollcall.registry.lease.LeaseKeeper;
import dev.rollcall.registry.lease.LeaseSettings;
import dev.rollcall.registry.lease.Preservation;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.standing.Company;
import dev.rollcall.registry.standing.Hold;
import dev.rollcall.registry.state.Command;
import dev.rollcall.registry.state.Transition;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All that a node does about leases: it remembers the heartbeats it heard and tells their owners,
 * keeps the leases it owns, answers the questions of others, and objects to wrong ends. And it
 * removes the instances it owns that are to leave although their leases go on.
 */
public final class NodeLeases {
  private final LeaseSettings settings;
  private final Heartbeats heartbeats;
  private final LeaseKeeper keeper;
  private final DepartureWatch departing;
  private final RenewalBatcher renewals;
  private final PartitionOwnership ownership;
  private final Inquest inquest;
  private final Objections objections;
  private final LeaseWatch watch;
  private final HoldLog log = new HoldLog();
  private final Supplier<Set<UUID>> returning;

  /**
   * What has happened since the node started.
   *
   * @param inquests how often the others were asked about leases that were over
   * @param revived instances that were brought back after a wrong end
   * @param pauses of this node, after each of which its leases started over
   */
  public record Events(long inquests, long revived, long pauses) {}

  /**
   * Follows the view from now on, and answers the other members.
   *
   * @param company whom this node sees
   * @param returning members that were lost and are about to come back
   * @param registry carries out a command and shows what came of it, without waiting
   */
  public NodeLeases(
      HazelcastInstance member,
      LiveView view,
      LeaseSettings settings,
      Supplier<Company> company,
      Supplier<Set<UUID>> returning,
      Function<Command, CompletionStage<Transition>> registry,
      TimeSource time) {
    var peers = new HazelcastPeers(member);
    this.settings = settings;
    this.returning = returning;
    this.heartbeats = new Heartbeats(view::entry, peers::partitionOf, time);
    this.keeper = new LeaseKeeper(time, key -> false);
    this.renewals = new RenewalBatcher(heartbeats, peers, time);
    var departures =
        new Departures(
            time, key -> false, name -> view.service(name).flatMap(Service::maintenance));
    this.ownership = new PartitionOwnership(member, view, keeper, departures);
    var witness = new Witness(heartbeats, keeper);
    var preservation = new Preservation(settings, name -> view.settings(name).preservationShare());
    this.inquest = new Inquest(keeper, witness, peers, preservation, company, time);
    this.objections = new Objections(heartbeats, view, registry, time);
    this.watch = new LeaseWatch(keeper, inquest, view::entry, registry, time);
    this.departing = new DepartureWatch(departures, company, watch::pauses, registry);
    view.follow(keeper);
    view.follow(departures);
    view.follow(heartbeats);
    view.heed(objections);
    member.getUserContext().put(RenewLeases.KEEPER, keeper);
    member.getUserContext().put(Witness.NAME, witness);
  }

  /** What was heard here; for those who take heartbeats and registrations. */
  public Heartbeats heartbeats() {
    return heartbeats;
  }

  /** One tick of the lease thread, every 50 ms or so. */
  public void tick() {
    watch.notePause();
    CompletableFuture<Void> _ = look();
  }

  /**
   * Ends the leases that are over, unless something speaks for them, and removes who is to leave.
   * Lease thread.
   */
  public CompletableFuture<Void> look() {
    ownership.refresh();
    CompletableFuture<Void> told = objections.press();
    CompletableFuture<Void> ended = watch.look(witnesses());
    CompletableFuture<Void> left = departing.look();
    log.note(holds());
    return CompletableFuture.allOf(told, ended, left);
  }

  /** Who is about to come back may have heard what nobody else has; until then it is silent. */
  private Set<UUID> witnesses() {
    var all = new HashSet<>(ownership.others());
    all.addAll(returning.get());
    return all;
  }

  /** Sends the heartbeats that wait. Renewals' thread. */
  public CompletableFuture<Void> flush() {
    return renewals.flush();
  }

  /**
   * Passes on the last heartbeats and keeps no lease from now on; what is sent here is sent again,
   * to the next owner. Blocks for that time at most.
   */
  public void handOver(Duration atMost) {
    renewals.drain(atMost);
    ownership.giveUp();
  }

  /** Which instances this node answers for: those whose leases it keeps, or would. */
  public Duties duties() {
    return ownership;
  }

  /** How many leases this node keeps. */
  public int size() {
    return keeper.size();
  }

  /** Why leases that are over are not ended now. */
  public List<Hold> holds() {
    return keeper.holds(settings.hold());
  }

  /** What has happened since the node started. */
  public Events events() {
    return new Events(inquest.count(), objections.revived(), watch.pauses());
  }
}
