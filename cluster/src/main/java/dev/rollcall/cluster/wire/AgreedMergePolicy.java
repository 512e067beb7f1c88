package dev.rollcall.cluster.wire;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import dev.rollcall.registry.agreed.Agreed;
import org.jspecify.annotations.Nullable;

/** After a split, all that either side agreed on is merged. */
public final class AgreedMergePolicy
    implements SplitBrainMergePolicy<Agreed, MergingValue<Agreed>, Agreed> {
  @Override
  public Agreed merge(MergingValue<Agreed> merging, @Nullable MergingValue<Agreed> existing) {
    return valueOf(merging).merge(valueOf(existing));
  }

  private static Agreed valueOf(@Nullable MergingValue<Agreed> side) {
    @Nullable Agreed value = side == null ? null : side.getDeserializedValue();
    return value == null ? Agreed.NOTHING : value;
  }

  @Override
  public void writeData(ObjectDataOutput out) {}

  @Override
  public void readData(ObjectDataInput in) {}
}
