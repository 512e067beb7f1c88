package dev.rollcall.cluster;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryMergedListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.state.Entry;
import java.util.concurrent.CompletableFuture;

/**
 * Hands the map's events to the live view. Called on Hazelcast's event threads, in order per key;
 * what they lose, the {@link Reconciler} finds.
 */
final class ViewFeed
    implements EntryAddedListener<InstanceKey, Entry>,
        EntryUpdatedListener<InstanceKey, Entry>,
        EntryMergedListener<InstanceKey, Entry>,
        EntryRemovedListener<InstanceKey, Entry> {
  private final LiveView view;

  ViewFeed(LiveView view) {
    this.view = view;
  }

  @Override
  public void entryAdded(EntryEvent<InstanceKey, Entry> event) {
    CompletableFuture<Void> _ = view.apply(event.getValue());
  }

  @Override
  public void entryUpdated(EntryEvent<InstanceKey, Entry> event) {
    CompletableFuture<Void> _ = view.apply(event.getValue());
  }

  @Override
  public void entryMerged(EntryEvent<InstanceKey, Entry> event) {
    CompletableFuture<Void> _ = view.apply(event.getValue());
  }

  @Override
  public void entryRemoved(EntryEvent<InstanceKey, Entry> event) {
    Entry dropped = event.getOldValue();
    CompletableFuture<Void> _ = view.forget(dropped.key(), dropped.version());
  }
}
