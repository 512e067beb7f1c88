package dev.rollcall.cluster;

import dev.rollcall.cluster.company.CompanySettings;
import dev.rollcall.cluster.company.Neighbours;
import dev.rollcall.cluster.journal.JournalSettings;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.lease.LeaseSettings;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a node has to know to be a member.
 *
 * @param self where it listens for members; loopback unless told otherwise, for the links between
 *     members are neither encrypted nor authenticated
 * @param join members to look for; may hold this node itself, and ones that are not up yet
 * @param nameServer the addresses it answers DNS at, for the other members to publish
 * @param dnsPort the port it answers DNS at, for people to ask it; empty while it is not known
 * @param company with whom it forms a cluster, and what it does without them
 * @param leases how far it goes to keep leases from ending
 * @param journal where it keeps what it knows; without one nothing survives a stop of all members
 */
public record ClusterSettings(
    MemberAddress self,
    List<MemberAddress> join,
    List<IpAddress> nameServer,
    OptionalInt dnsPort,
    CompanySettings company,
    LeaseSettings leases,
    Optional<JournalSettings> journal) {
  private static final int MEMBERS_FOR_TWO_BACKUPS = 5;

  public ClusterSettings {
    join = List.copyOf(join);
    nameServer = List.copyOf(nameServer);
  }

  /** A node without a journal; company and leases are as usual. */
  public ClusterSettings(MemberAddress self, List<MemberAddress> join, List<IpAddress> nameServer) {
    this(
        self,
        join,
        nameServer,
        OptionalInt.empty(),
        CompanySettings.DEFAULT,
        LeaseSettings.DEFAULT,
        Optional.empty());
  }

  /** The same node, which answers DNS at that port. */
  ClusterSettings withDnsPort(int port) {
    return new ClusterSettings(
        self, join, nameServer, OptionalInt.of(port), company, leases, journal);
  }

  /** The same node with that company. */
  public ClusterSettings withCompany(CompanySettings kept) {
    return new ClusterSettings(self, join, nameServer, dnsPort, kept, leases, journal);
  }

  /** The same node with such leases. */
  public ClusterSettings withLeases(LeaseSettings kept) {
    return new ClusterSettings(self, join, nameServer, dnsPort, company, kept, journal);
  }

  /** The same node with a journal. */
  public ClusterSettings withJournal(JournalSettings kept) {
    return new ClusterSettings(self, join, nameServer, dnsPort, company, leases, Optional.of(kept));
  }

  /** A node on its own on loopback, on any free port. */
  public static ClusterSettings alone() {
    return new ClusterSettings(new MemberAddress("127.0.0.1", 0), List.of(), List.of());
  }

  /** How many members the cluster is to have: what was said, or as many as are named. */
  int expected() {
    var named = new HashSet<>(join);
    named.add(self);
    return company.expected().orElse(named.size());
  }

  /** The same with the members at these addresses. */
  ClusterSettings joining(List<MemberAddress> members) {
    return new ClusterSettings(self, members, nameServer, dnsPort, company, leases, journal);
  }

  /** Where others may listen. */
  Neighbours neighbours() {
    return new Neighbours(
        join.stream()
            .filter(member -> !member.equals(self))
            .map(member -> new InetSocketAddress(member.host(), member.port()))
            .toList());
  }

  /**
   * How many other members hold a copy before a registration is acknowledged. Follows the number of
   * members expected, because every member has to come to the same number from the start.
   */
  int backups() {
    return expected() >= MEMBERS_FOR_TWO_BACKUPS ? 2 : 1;
  }
}
