package dev.rollcall.registry.standing;

import java.util.List;
import java.util.Optional;

/**
 * How one node stands in its cluster, at one moment.
 *
 * @param leasesHeld how many leases it keeps as their owner
 * @param renewals heartbeats that it heard for registered instances since it started
 * @param renewalsPerSecond how many of them came per second lately
 * @param company whom it sees, and whom it misses
 * @param holds why leases that are over are not ended now; empty in good times
 * @param replication how close its view is to what the cluster holds
 * @param journal what of it would survive the stop of all members; empty for a node that writes
 *     nothing
 */
public record Standing(
    int leasesHeld,
    long renewals,
    double renewalsPerSecond,
    Company company,
    List<Hold> holds,
    Replication replication,
    Optional<JournalState> journal) {
  public Standing {
    holds = List.copyOf(holds);
  }
}
