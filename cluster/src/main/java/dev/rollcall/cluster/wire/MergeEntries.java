package dev.rollcall.cluster.wire;

import com.hazelcast.map.EntryProcessor;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Entry;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Merges entries of one partition in, at its owner and again at each backup: the higher version
 * wins. Answers with what is there where that is not what came.
 *
 * @param isRepeated whether it was tried before: then the backups get each entry even if the first
 *     try left nothing to change
 */
@SuppressWarnings("serial") // it travels in its compact form
public record MergeEntries(Map<InstanceKey, Entry> entries, boolean isRepeated)
    implements EntryProcessor<InstanceKey, Entry, @Nullable Entry> {
  public MergeEntries {
    entries = Map.copyOf(entries);
  }

  public static MergeEntries of(Collection<Entry> entries, boolean isRepeated) {
    return new MergeEntries(
        entries.stream().collect(Collectors.toMap(Entry::key, Function.identity())), isRepeated);
  }

  @Override
  public @Nullable Entry process(Map.Entry<InstanceKey, Entry> entry) {
    @Nullable Entry present = entry.getValue();
    Entry coming = Objects.requireNonNull(entries.get(entry.getKey()), "sent for its key");
    if (coming.supersedes(present)) {
      entry.setValue(coming);
      return null;
    }
    if (isRepeated && present != null) {
      entry.setValue(present);
    }
    return present;
  }
}
