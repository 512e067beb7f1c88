package dev.rollcall.cluster;

import static dev.rollcall.cluster.HazelcastSettings.AGREED;
import static dev.rollcall.cluster.HazelcastSettings.INSTANCES;
import static dev.rollcall.cluster.HazelcastSettings.SETTINGS;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import dev.rollcall.cluster.company.Companions;
import dev.rollcall.cluster.company.CompanySettings.WhenIsolated;
import dev.rollcall.cluster.company.CompanyWatch;
import dev.rollcall.cluster.company.Leaving;
import dev.rollcall.cluster.company.Neighbours;
import dev.rollcall.cluster.company.Returning;
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
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that exists only while Hazelcast runs, each part with those it needs. */
record RunningMember(
    Listening listening,
    Commands commands,
    HazelcastRegistry registry,
    HazelcastSettingsBook settings,
    HazelcastMembership membership,
    Companions companions,
    CompanyWatch watch,
    Returning returning,
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
    var returning = new Returning(companions::lost, RunningMember::listening, time);
    var leases =
        new NodeLeases(
            member,
            view,
            settings.leases(),
            companions::now,
            returning::members,
            commands::carryOut,
            time);
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
    agreement.joins(member.getMap(AGREED));
    return new RunningMember(
        new Listening(member, List.of(ear(map, view), agreement.ear(), book.ear())),
        commands,
        new HazelcastRegistry(map, view, commands, leases.heartbeats(), time, saving),
        book,
        new HazelcastMembership(member, view, standing, companions),
        companions,
        new CompanyWatch(companions::now, settings.company(), settings.expected(), view::tellStale),
        returning,
        leases,
        rate,
        reconciler,
        tombstones,
        new Restoration(view, agreement, clock, time, new BulkMerge(map, partitions, view), book));
  }

  private static Listening.Ear ear(IMap<InstanceKey, Entry> map, LiveView view) {
    return new Listening.Ear(map, () -> map.addEntryListener(new ViewFeed(view), true));
  }

  private static Set<String> listening(Collection<String> addresses) {
    Map<InetSocketAddress, String> sockets =
        addresses.stream()
            .collect(Collectors.toMap(address -> socket(MemberAddress.parse(address)), a -> a));
    return new Neighbours(List.copyOf(sockets.keySet()))
        .members().stream().map(sockets::get).collect(Collectors.toSet());
  }

  /** What members tell of themselves is an address; a name that is none is looked up. */
  private static InetSocketAddress socket(MemberAddress address) {
    return new InetSocketAddress(address.host(), address.port());
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
