package dev.rollcall.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.Partition;
import dev.rollcall.cluster.company.Companions;
import dev.rollcall.registry.Member;
import dev.rollcall.registry.Membership;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.standing.Standing;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The members as Hazelcast sees them. */
final class HazelcastMembership implements Membership, MembershipListener {
  private static final Comparator<Member> ORDER = Comparator.comparing(Member::address);

  private final HazelcastInstance hazelcast;
  private final LiveView view;
  private final Supplier<Standing> standing;
  private final Companions companions;

  HazelcastMembership(
      HazelcastInstance hazelcast,
      LiveView view,
      Supplier<Standing> standing,
      Companions companions) {
    this.hazelcast = hazelcast;
    this.view = view;
    this.standing = standing;
    this.companions = companions;
  }

  @Override
  public List<Member> members() {
    Map<UUID, Integer> owned = new HashMap<>();
    for (Partition partition : hazelcast.getPartitionService().getPartitions()) {
      var owner = partition.getOwner(); // read once: it may go at any time
      if (owner != null) {
        owned.merge(owner.getUuid(), 1, Integer::sum);
      }
    }
    return hazelcast.getCluster().getMembers().stream()
        .map(member -> member(member, owned.getOrDefault(member.getUuid(), 0)))
        .sorted(ORDER)
        .toList();
  }

  @Override
  public Standing standing() {
    return standing.get();
  }

  @Override
  public void memberAdded(MembershipEvent event) {
    announce();
  }

  @Override
  public void memberRemoved(MembershipEvent event) {
    announce();
  }

  /** Tells all who is there now; one call at a time, so that the latest list comes last. */
  synchronized void announce() {
    List<Member> present = members();
    companions.see(present);
    view.tellMembers(present);
  }

  private static Member member(com.hazelcast.cluster.Member member, int partitions) {
    var address = new MemberAddress(member.getAddress().getHost(), member.getAddress().getPort());
    String nameServer = member.getAttribute(HazelcastSettings.NAME_SERVER);
    List<IpAddress> addresses =
        Stream.ofNullable(nameServer)
            .flatMap(text -> Stream.of(text.split(",")))
            .filter(text -> !text.isEmpty())
            .map(IpAddress::parse)
            .toList();
    return new Member(
        member.getUuid().toString(),
        address.toString(),
        addresses,
        dnsPort(member),
        member.localMember(),
        partitions);
  }

  private static OptionalInt dnsPort(com.hazelcast.cluster.Member member) {
    String port = member.getAttribute(HazelcastSettings.DNS_PORT);
    return port == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port));
  }
}
