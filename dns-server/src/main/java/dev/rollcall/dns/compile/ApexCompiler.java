package dev.rollcall.dns.compile;

import dev.rollcall.dns.zone.DomainName;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.dns.zone.RecordSet;
import dev.rollcall.dns.zone.TargetAddresses;
import dev.rollcall.dns.zone.WireRecord;
import dev.rollcall.dns.zone.Zone;
import dev.rollcall.registry.Member;
import dev.rollcall.registry.instance.IpAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/** The zone's own records: SOA, NS, and a name server's name for each member. */
final class ApexCompiler {
  private final Zone zone;
  private final RecordEncoder encoder;
  private final List<IpAddress> ownAddresses;

  // Guarded by this: the view thread and the one that reads zone files change it.
  private List<List<IpAddress>> nameServers;
  private List<Node> nodes = List.of();
  private long serial;
  private boolean stale = true;
  private @Nullable SOARecord ownStart;
  private List<RecordSet> ownSets = List.of();

  ApexCompiler(Zone zone, RecordEncoder encoder, List<IpAddress> ownAddresses) {
    this.zone = zone;
    this.encoder = encoder;
    this.ownAddresses = List.copyOf(ownAddresses);
    this.nameServers = List.of(this.ownAddresses);
  }

  /** The serial is the second of the newest change: the same on all nodes, and never lower. */
  synchronized void observe(Instant changed) {
    long second = changed.getEpochSecond();
    if (second > serial) {
      serial = second;
      stale = true;
    }
  }

  /** A node that knows of no change says since when, so as not to begin at 0 at each start. */
  synchronized void loaded(Instant started) {
    if (serial == 0) {
      observe(started);
    }
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
    if (!stale) {
      return;
    }
    List<Node> before = nodes;
    nodes = compile();
    nodes.forEach(zone.tree()::publish);
    before.forEach(zone.tree()::withdraw); // but for those in whose place a new one stands
    zone.setNegativeAuthority(encoder.negativeAuthority(zone.apex(), serial, ownStart));
    stale = false;
  }

  private List<Node> compile() {
    var compiled = new ArrayList<Node>();
    var servers = new ArrayList<WireRecord>();
    var targets = new ArrayList<TargetAddresses>();
    for (List<IpAddress> addresses : nameServers) {
      DomainName name = zone.apex().child("ns" + (servers.size() + 1));
      TargetAddresses target = encoder.addresses(addresses);
      servers.add(encoder.nameServer(name));
      targets.add(target);
      compiled.add(
          new NodeBuilder(name, null)
              .fixed(Type.A, target.ipv4())
              .fixed(Type.AAAA, target.ipv6())
              .build());
    }
    var node = new NodeBuilder(zone.apex(), null);
    node.fixed(Type.SOA, List.of(encoder.startOfAuthority(zone.apex(), serial, ownStart)));
    if (ownSets.stream().noneMatch(set -> set.type() == Type.NS)) {
      node.set(RecordSet.fixed(Type.NS, servers).withTargets(targets));
    }
    ownSets.forEach(node::set);
    compiled.add(node.build());
    return compiled;
  }
}
