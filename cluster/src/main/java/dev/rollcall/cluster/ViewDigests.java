package dev.rollcall.cluster;

import dev.rollcall.cluster.wire.Digest;
import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.instance.InstanceKey;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/** The digest of each partition as the live view has it, kept up to date change by change. */
final class ViewDigests implements Follower {
  private final ToIntFunction<InstanceKey> partitionOf;
  private final Digest[] digests; // guarded by this

  ViewDigests(int partitions, ToIntFunction<InstanceKey> partitionOf) {
    this.partitionOf = partitionOf;
    this.digests = new Digest[partitions];
    Arrays.fill(digests, Digest.EMPTY);
  }

  @Override
  public synchronized void changed(List<Change> changes) {
    for (Change change : changes) {
      int partition = partitionOf.applyAsInt(change.key());
      if (change.before() != null) {
        digests[partition] = digests[partition].minus(change.before());
      }
      if (change.after() != null) {
        digests[partition] = digests[partition].plus(change.after());
      }
    }
  }

  /** The digest of one partition now. Any thread. */
  synchronized Digest of(int partition) {
    return digests[partition];
  }
}
