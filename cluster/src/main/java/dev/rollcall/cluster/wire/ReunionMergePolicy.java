package dev.rollcall.cluster.wire;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import dev.rollcall.registry.state.Entry;
import org.jspecify.annotations.Nullable;

/** After a split, {@link Entry#reunited} says what stays, whichever side it is on. */
public final class ReunionMergePolicy
    implements SplitBrainMergePolicy<Entry, MergingValue<Entry>, @Nullable Entry> {
  @Override
  public @Nullable Entry merge(
      MergingValue<Entry> merging, @Nullable MergingValue<Entry> existing) {
    Entry coming = merging.getDeserializedValue();
    @Nullable Entry present = existing == null ? null : existing.getDeserializedValue();
    if (coming == null || present == null) {
      return coming == null ? present : coming;
    }
    return Entry.reunited(coming, present);
  }

  @Override
  public void writeData(ObjectDataOutput out) {}

  @Override
  public void readData(ObjectDataInput in) {}
}
