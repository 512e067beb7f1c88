package dev.rollcall.cluster.wire;

import com.hazelcast.map.EntryProcessor;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Command;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.Transition;
import java.util.Map;

/**
 * Carries out a command where the entry is. It runs on the partition's thread at the owner and
 * again at each backup; the moment travels with it, so that all come to the same entry.
 *
 * @param isRepeated whether it was tried before: then the backups get the entry even if the first
 *     try left nothing to change
 */
@SuppressWarnings("serial") // it travels in its compact form
public record CommandProcessor(Command command, HybridTime now, boolean isRepeated)
    implements EntryProcessor<InstanceKey, Entry, Transition> {
  @Override
  public Transition process(Map.Entry<InstanceKey, Entry> entry) {
    Transition made = Transition.of(entry.getValue(), command, now);
    if (made.changedAnything() || (isRepeated && made.after() != null)) {
      entry.setValue(made.after());
    }
    return made;
  }
}
