package dev.rollcall.cluster.wire;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import dev.rollcall.registry.service.SettingsEntry;
import org.jspecify.annotations.Nullable;

/** After a split, the later settings of a service stay, whichever side they are from. */
public final class SettingsMergePolicy
    implements SplitBrainMergePolicy<
        SettingsEntry, MergingValue<SettingsEntry>, @Nullable SettingsEntry> {
  @Override
  public @Nullable SettingsEntry merge(
      MergingValue<SettingsEntry> merging, @Nullable MergingValue<SettingsEntry> existing) {
    @Nullable SettingsEntry coming = merging.getDeserializedValue();
    @Nullable SettingsEntry present = existing == null ? null : existing.getDeserializedValue();
    return coming != null && coming.supersedes(present) ? coming : present;
  }

  @Override
  public void writeData(ObjectDataOutput out) {}

  @Override
  public void readData(ObjectDataInput in) {}
}
