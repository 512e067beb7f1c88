package dev.rollcall.cluster.wire;

import com.hazelcast.aggregation.Aggregator;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.Entry;
import java.util.Map;

/**
 * Sums up a digest of instances or of settings at the owner of a partition. Used by one thread at a
 * time, as Hazelcast promises.
 */
public final class DigestAggregator implements Aggregator<Map.Entry<?, ?>, Digest> {
  private static final long serialVersionUID = 1L;

  private transient Digest digest;

  public DigestAggregator(Digest digest) {
    this.digest = digest;
  }

  @Override
  public void accumulate(Map.Entry<?, ?> entry) {
    digest =
        entry.getValue() instanceof SettingsEntry settings
            ? digest.plus(settings)
            : digest.plus((Entry) entry.getValue());
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
