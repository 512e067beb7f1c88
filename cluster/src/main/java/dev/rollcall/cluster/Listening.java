package dev.rollcall.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * That this node hears of what happens in the maps. Members tell one another who listens when
 * somebody joins, once: where that word is lost, with a connection that broke after a split, a node
 * hears nothing from one of the others for good. So after somebody joined it is said anew. One
 * thread at a time; blocks.
 */
final class Listening {
  private final HazelcastInstance member;
  private final List<Ear> ears;
  private final List<Runnable> registrations = new ArrayList<>(); // each ends one
  private Set<UUID> told = Set.of();

  /**
   * What listens to a map.
   *
   * @param listen begins to, and returns under which id
   */
  record Ear(IMap<?, ?> map, Supplier<UUID> listen) {
    private Runnable begin() {
      UUID id = listen.get();
      return () -> map.removeEntryListener(id);
    }
  }

  Listening(HazelcastInstance member, List<Ear> ears) {
    this.member = member;
    this.ears = List.copyOf(ears);
  }

  /**
   * Tells all members, unless all of them know. Fails when one goes just then; what was heard
   * before is heard further, and in between some of it twice, which versions allow.
   */
  void tellNewcomers() {
    Set<UUID> present = present();
    if (told.containsAll(present)) {
      return;
    }
    List<Runnable> before = List.copyOf(registrations);
    for (Ear ear : ears) {
      registrations.add(ear.begin());
    }
    told = present;
    before.forEach(Runnable::run);
    registrations.removeAll(before);
  }

  private Set<UUID> present() {
    return member.getCluster().getMembers().stream()
        .map(Member::getUuid)
        .collect(Collectors.toSet());
  }
}
