package dev.rollcall.registry;

import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Entry;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of an entry.
 *
 * @param before null when the entry is new to this node
 * @param after null when its tombstone was dropped
 */
public record Change(InstanceKey key, @Nullable Entry before, @Nullable Entry after) {}
