package dev.rollcall.cluster.lease;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import dev.rollcall.registry.lease.LeaseKeeper;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A batch of renewals on its way to their owner, as primitives. Answers with the ids that the owner
 * does not keep.
 */
public final class RenewLeases implements Callable<long[]>, HazelcastInstanceAware {
  /** Under which a member's own keeper stands in the user context of its Hazelcast instance. */
  public static final String KEEPER = "rollcall.leases";

  /** The executor that takes them at their owner. */
  public static final String EXECUTOR = "renewals";

  private final long[] ids;
  private final int[] ages;
  private @Nullable HazelcastInstance member; // set by Hazelcast before the call

  public RenewLeases(long[] ids, int[] ages) {
    this.ids = ids;
    this.ages = ages;
  }

  public long[] ids() {
    return ids;
  }

  /** Milliseconds since each heartbeat was heard. */
  public int[] ages() {
    return ages;
  }

  @Override
  public void setHazelcastInstance(HazelcastInstance member) {
    this.member = member;
  }

  @Override
  public long[] call() {
    var context = Objects.requireNonNull(member, "set by Hazelcast").getUserContext();
    return ((LeaseKeeper) Objects.requireNonNull(context.get(KEEPER))).renew(ids, ages);
  }
}
