package dev.rollcall.cluster.wire;

import com.hazelcast.aggregation.Aggregator;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Entry;
import java.util.Map;

/**
 * Sums up a partition's digest at its owner. Used by one thread at a time, as Hazelcast promises.
 */
public final class DigestAggregator implements Aggregator<Map.Entry<InstanceKey, Entry>, Digest> {
  private static final long serialVersionUID = 1L;

  private transient Digest digest;

  public DigestAggregator(Digest digest) {
    this.digest = digest;
  }

  @Override
  public void accumulate(Map.Entry<InstanceKey, Entry> entry) {
    digest = digest.plus(entry.getValue());
  }

  @Override
  @SuppressWarnings("rawtypes") // as Hazelcast declares it
  public void combine(Aggregator other) {
    digest = digest.plus(((DigestAggregator) other).digest);
  }

  @Override
  public Digest aggregate() {
    return digest;
  }
}
