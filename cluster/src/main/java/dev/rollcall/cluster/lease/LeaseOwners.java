package dev.rollcall.cluster.lease;

import dev.rollcall.registry.instance.InstanceKey;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Who keeps which lease, and the way there. Called on any thread; must not block. */
public interface LeaseOwners {
  /** In which partition that instance lies; never changes. */
  int partitionOf(InstanceKey key);

  /**
   * The member that keeps the leases of each partition, null where nobody does at the moment; empty
   * when nothing is known of any.
   */
  @Nullable UUID[] owners();

  /** Tells a member of renewals; completes with the ids that it does not keep. */
  CompletionStage<long[]> renew(UUID owner, RenewLeases renewals);
}
