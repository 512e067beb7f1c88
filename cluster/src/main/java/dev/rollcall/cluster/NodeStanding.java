package dev.rollcall.cluster;

import dev.rollcall.cluster.lease.NodeLeases;
import dev.rollcall.registry.live.RecentRate;
import dev.rollcall.registry.standing.Company;
import dev.rollcall.registry.standing.JournalState;
import dev.rollcall.registry.standing.Standing;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How this node stands, put together from what its parts say of themselves. Any thread; the parts
 * answer from memory.
 */
record NodeStanding(
    NodeLeases leases,
    RecentRate rate,
    Supplier<Company> company,
    Reconciler reconciler,
    Supplier<Optional<JournalState>> journal)
    implements Supplier<Standing> {
  @Override
  public Standing get() {
    return new Standing(
        leases.size(),
        leases.heartbeats().count(),
        rate.perSecond(),
        company.get(),
        leases.holds(),
        reconciler.replication(),
        journal.get());
  }
}
