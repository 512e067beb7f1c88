package dev.rollcall.cluster;

import dev.rollcall.cluster.journal.JournalSettings;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.lease.LeaseSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What a node has to know to be a member.
 *
 * @param self where it listens for members; loopback unless told otherwise, for the links between
 *     members are neither encrypted nor authenticated
 * @param join members to look for; may hold this node itself, and ones that are not up yet
 * @param nameServer the addresses it answers DNS at, for the other members to publish
 * @param leases how far it goes to keep leases from ending
 * @param journal where it keeps what it knows; without one nothing survives a stop of all members
 */
public record ClusterSettings(
    MemberAddress self,
    List<MemberAddress> join,
    List<IpAddress> nameServer,
    LeaseSettings leases,
    Optional<JournalSettings> journal) {
  private static final int MEMBERS_FOR_TWO_BACKUPS = 5;

  public ClusterSettings {
    join = List.copyOf(join);
    nameServer = List.copyOf(nameServer);
  }

  /** A node without a journal, and with leases as they are by default. */
  public ClusterSettings(MemberAddress self, List<MemberAddress> join, List<IpAddress> nameServer) {
    this(self, join, nameServer, LeaseSettings.DEFAULT, Optional.empty());
  }

  /** The same node with such leases. */
  public ClusterSettings withLeases(LeaseSettings kept) {
    return new ClusterSettings(self, join, nameServer, kept, journal);
  }

  /** The same node with a journal. */
  public ClusterSettings withJournal(JournalSettings kept) {
    return new ClusterSettings(self, join, nameServer, leases, Optional.of(kept));
  }

  /** A node on its own on loopback, on any free port. */
  public static ClusterSettings alone() {
    return new ClusterSettings(new MemberAddress("127.0.0.1", 0), List.of(), List.of());
  }

  /**
   * How many other members hold a copy before a registration is acknowledged. Follows the number of
   * members named, because every member has to come to the same number from the start.
   */
  int backups() {
    var named = new HashSet<>(join);
    named.add(self);
    return named.size() >= MEMBERS_FOR_TWO_BACKUPS ? 2 : 1;
  }
}
