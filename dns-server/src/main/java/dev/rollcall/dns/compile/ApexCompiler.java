package dev.rollcall.dns.compile;

import dev.rollcall.dns.compile.node.NodeBuilder;
import dev.rollcall.dns.compile.node.RecordEncoder;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.record.TargetAddresses;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.dns.zone.Zone;
import dev.rollcall.registry.Member;
import dev.rollcall.registry.instance.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/** The zone's own records: SOA, NS, and a name server's name for each member. */
final class ApexCompiler {
  private final Zone zone;
  private final DomainName servers;
  private final RecordEncoder encoder;
  private final List<IpAddress> ownAddresses;
  private final Serial serial;

  // Guarded by this: the view thread and the one that reads zone files change it.
  private List<List<IpAddress>> nameServers;
  private List<Node> nodes = List.of();
  private long shownSerial;
  private boolean stale = true;
  private @Nullable SOARecord ownStart;
  private List<RecordSet> ownSets = List.of();

  /**
   * @param servers where the name servers' names lie; they are shown when that is this zone's apex
   */
  ApexCompiler(
      Zone zone,
      DomainName servers,
      RecordEncoder encoder,
      List<IpAddress> ownAddresses,
      Serial serial) {
    this.zone = zone;
    this.servers = servers;
    this.encoder = encoder;
    this.serial = serial;
    this.ownAddresses = List.copyOf(ownAddresses);
    this.nameServers = List.of(this.ownAddresses);
  }

  /** The members in order become ns1, ns2 and so on; those that answer no DNS are left out. */
  synchronized void members(List<Member> members) {
    var answering =
        members.stream().map(Member::nameServer).filter(addresses -> !addresses.isEmpty()).toList();
    nameServers = answering.isEmpty() ? List.of(ownAddresses) : answering;
    stale = true;
  }

  /** What the zone's owner wrote goes before what is made here, but for the serial. */
  synchronized void own(@Nullable SOARecord start, List<RecordSet> sets) {
    ownStart = start;
    ownSets = List.copyOf(sets);
    stale = true;
  }

  /** Shows what has changed since the last time. */
  synchronized void publish() {
    long now = serial.current();
    if (!stale && now == shownSerial) {
      return;
    }
    shownSerial = now;
    List<Node> before = nodes;
    nodes = compile();
    nodes.forEach(zone.tree()::publish);
    before.forEach(zone.tree()::withdraw); // but for those in whose place a new one stands
    zone.setNegativeAuthority(encoder.negativeAuthority(servers, now, ownStart));
    stale = false;
  }

  private List<Node> compile() {
    var compiled = new ArrayList<Node>();
    var records = new ArrayList<WireRecord>();
    var targets = new ArrayList<TargetAddresses>();
    for (List<IpAddress> addresses : nameServers) {
      DomainName name = servers.child("ns" + (records.size() + 1));
      TargetAddresses target = encoder.addresses(addresses);
      records.add(encoder.nameServer(name));
      targets.add(target);
      if (servers.equals(zone.apex())) {
        compiled.add(
            new NodeBuilder(name, null)
                .fixed(Type.A, target.ipv4())
                .fixed(Type.AAAA, target.ipv6())
                .build());
      }
    }
    var node = new NodeBuilder(zone.apex(), null);
    node.fixed(Type.SOA, List.of(encoder.startOfAuthority(servers, shownSerial, ownStart)));
    if (ownSets.stream().noneMatch(set -> set.type() == Type.NS)) {
      node.set(RecordSet.fixed(Type.NS, records).withTargets(targets));
    }
    ownSets.forEach(node::set);
    compiled.add(node.build());
    return compiled;
  }
}
