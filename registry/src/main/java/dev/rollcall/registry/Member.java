package dev.rollcall.registry;

import dev.rollcall.registry.instance.IpAddress;
import java.util.List;
import java.util.OptionalInt;

/**
 * A node of the cluster as the local node sees it.
 *
 * @param id unique among all members, new with each start
 * @param address where other members reach it, as {@code host:port}
 * @param nameServer the addresses it answers DNS at
 * @param dnsPort the port it answers DNS at; empty where it does not say
 * @param local whether it is this node
 * @param partitions how many of the registry's partitions it owns
 */
public record Member(
    String id,
    String address,
    List<IpAddress> nameServer,
    OptionalInt dnsPort,
    boolean local,
    int partitions) {
  public Member {
    nameServer = List.copyOf(nameServer);
  }

  /** One that does not say at which port it answers DNS. */
  public Member(
      String id, String address, List<IpAddress> nameServer, boolean local, int partitions) {
    this(id, address, nameServer, OptionalInt.empty(), local, partitions);
  }
}
