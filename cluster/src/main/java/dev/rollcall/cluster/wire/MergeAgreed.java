package dev.rollcall.cluster.wire;

import com.hazelcast.map.EntryProcessor;
import dev.rollcall.registry.agreed.Agreed;
import java.util.Map;
import java.util.Objects;

/**
 * Merges a part into what is agreed, at the entry's owner and again at each backup; answers with
 * what is agreed since.
 *
 * @param isRepeated whether it was tried before: then the backups get the entry even if the first
 *     try left nothing to change
 */
@SuppressWarnings("serial") // it travels in its compact form
public record MergeAgreed(Agreed part, boolean isRepeated)
    implements EntryProcessor<String, Agreed, Agreed> {
  @Override
  public Agreed process(Map.Entry<String, Agreed> entry) {
    Agreed before = Objects.requireNonNullElse(entry.getValue(), Agreed.NOTHING);
    Agreed merged = before.merge(part);
    if (isRepeated || !merged.equals(before)) {
      entry.setValue(merged);
    }
    return merged;
  }
}
