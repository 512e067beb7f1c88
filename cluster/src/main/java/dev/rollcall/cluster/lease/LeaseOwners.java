package dev.rollcall.cluster.lease;

import dev.rollcall.registry.instance.InstanceKey;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Who keeps which lease, and the way there. Called on any thread; must not block. */
public interface LeaseOwners {
  /** The member that keeps the lease of that key, null when nobody does at the moment. */
  @Nullable UUID ownerOf(InstanceKey key);

  /** Tells a member of renewals; completes with the ids that it does not keep. */
  CompletionStage<long[]> renew(UUID owner, RenewLeases renewals);
}
