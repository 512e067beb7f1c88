package dev.rollcall.registry;

import dev.rollcall.registry.instance.IpAddress;
import java.util.List;

/**
 * A node of the cluster as the local node sees it.
 *
 * @param id unique among all members, new with each start
 * @param address where other members reach it, as {@code host:port}
 * @param nameServer the addresses it answers DNS at
 * @param local whether it is this node
 * @param partitions how many of the registry's partitions it owns
 */
public record Member(
    String id, String address, List<IpAddress> nameServer, boolean local, int partitions) {
  public Member {
    nameServer = List.copyOf(nameServer);
  }
}
