package dev.rollcall.cluster;

import static dev.rollcall.cluster.HazelcastSettings.INSTANCES;
import static dev.rollcall.cluster.HazelcastSettings.SETTINGS;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import dev.rollcall.cluster.company.Companions;
import dev.rollcall.cluster.company.CompanySettings.WhenIsolated;
import dev.rollcall.cluster.company.CompanyWatch;
import dev.rollcall.cluster.company.Leaving;
import dev.rollcall.cluster.journal.Journal;
import dev.rollcall.cluster.journal.Saving;
import dev.rollcall.cluster.lease.NodeLeases;
import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.SettingsChange;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.live.RecentRate;
import dev.rollcall.registry.live.Tombstones;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridClock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All that exists only while Hazelcast runs, each part with those it needs. */
record RunningMember(
    Commands commands,
    HazelcastRegistry registry,
    HazelcastSettingsBook settings,
    HazelcastMembership membership,
    Companions companions,
    CompanyWatch watch,
    NodeLeases leases,
    RecentRate rate,
    Reconciler reconciler,
    Tombstones tombstones,
    Restoration restoration) {
  /**
   * Puts the parts together; nothing happens yet but that they follow the view.
   *
   * @param journal null where none is kept
   */
  static RunningMember of(
      HazelcastInstance member,
      ClusterSettings settings,
      LiveView view,
      HazelcastAgreement agreement,
      @Nullable Journal journal,
      TimeSource time) {
    IMap<InstanceKey, Entry> map = member.getMap(INSTANCES);
    var clock = new HybridClock(time.steady());
    view.follow(observing(clock));
    var commands = new Commands(map, view, clock);
    boolean refuses = settings.company().whenIsolated() == WhenIsolated.REFUSE;
    var companions = new Companions(time, settings.expected(), settings.leases().hold(), refuses);
    member.getUserContext().put(Leaving.COMPANIONS, companions);
    var leases =
        new NodeLeases(member, view, settings.leases(), companions::now, commands::carryOut, time);
    var partitions = new PartitionedMap(map, member.getPartitionService());
    var digests = new ViewDigests(partitions.partitions(), partitions::partitionOf);
    view.follow(digests);
    var tombstones = new Tombstones(time);
    view.follow(tombstones);
    Saving saving = journal == null ? Saving.AT_ONCE : journal;
    var book = new HazelcastSettingsBook(member.getMap(SETTINGS), view, clock, tombstones, saving);
    var reconciler = new Reconciler(partitions, view, digests, tombstones, commands::send, time);
    var rate = new RecentRate(leases.heartbeats()::count, time);
    var standing =
        new NodeStanding(
            leases,
            rate,
            companions::now,
            reconciler,
            () -> Optional.ofNullable(journal).map(Journal::state));
    return new RunningMember(
        commands,
        new HazelcastRegistry(map, view, commands, leases.heartbeats(), time, saving),
        book,
        new HazelcastMembership(member, view, standing, companions),
        companions,
        new CompanyWatch(companions::now, settings.company(), settings.expected(), view::tellStale),
        leases,
        rate,
        reconciler,
        tombstones,
        new Restoration(view, agreement, clock, time, new BulkMerge(map, partitions, view), book));
  }

  /** The clock of states never falls behind a state that is known. */
  private static Follower observing(HybridClock clock) {
    return new Follower() {
      @Override
      public void changed(List<Change> changes) {
        for (Change change : changes) {
          if (change.after() != null) {
            clock.observe(change.after().changed());
          }
        }
      }

      @Override
      public void settingsChanged(SettingsChange change) {
        if (change.after() != null) {
          clock.observe(change.after().changed());
        }
      }
    };
  }
}
