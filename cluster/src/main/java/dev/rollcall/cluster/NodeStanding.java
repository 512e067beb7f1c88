package dev.rollcall.cluster;

import dev.rollcall.registry.lease.LeaseKeeper;
import dev.rollcall.registry.live.RecentRate;
import dev.rollcall.registry.standing.Company;
import dev.rollcall.registry.standing.Hold;
import dev.rollcall.registry.standing.JournalState;
import dev.rollcall.registry.standing.Standing;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How this node stands, put together from what its parts say of themselves. Any thread; the parts
 * answer from memory.
 */
record NodeStanding(
    LeaseKeeper leases,
    LongSupplier renewals,
    RecentRate rate,
    Supplier<Company> company,
    Supplier<List<Hold>> holds,
    Reconciler reconciler,
    Supplier<Optional<JournalState>> journal)
    implements Supplier<Standing> {
  @Override
  public Standing get() {
    return new Standing(
        leases.size(),
        renewals.getAsLong(),
        rate.perSecond(),
        company.get(),
        holds.get(),
        reconciler.replication(),
        journal.get());
  }
}
