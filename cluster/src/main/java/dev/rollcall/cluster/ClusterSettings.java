package dev.rollcall.cluster;

import dev.rollcall.registry.instance.IpAddress;
import java.util.HashSet;
import java.util.List;

/**
 * What a node has to know to be a member.
 *
 * @param self where it listens for members; loopback unless told otherwise, for the links between
 *     members are neither encrypted nor authenticated
 * @param join members to look for; may hold this node itself, and ones that are not up yet
 * @param nameServer the addresses it answers DNS at, for the other members to publish
 */
public record ClusterSettings(
    MemberAddress self, List<MemberAddress> join, List<IpAddress> nameServer) {
  private static final int MEMBERS_FOR_TWO_BACKUPS = 5;

  public ClusterSettings {
    join = List.copyOf(join);
    nameServer = List.copyOf(nameServer);
  }

  /** A node on its own on loopback, on any free port. */
  public static ClusterSettings alone() {
    return new ClusterSettings(new MemberAddress("127.0.0.1", 0), List.of(), List.of());
  }

  /** How many members the cluster is to have: as many as are named, this one included. */
  int expected() {
    var named = new HashSet<>(join);
    named.add(self);
    return named.size();
  }

  /**
   * How many other members hold a copy before a registration is acknowledged. Follows the number of
   * members expected, because every member has to come to the same number from the start.
   */
  int backups() {
    return expected() >= MEMBERS_FOR_TWO_BACKUPS ? 2 : 1;
  }
}
