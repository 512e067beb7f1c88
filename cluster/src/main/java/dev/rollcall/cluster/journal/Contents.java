package dev.rollcall.cluster.journal;

import dev.rollcall.registry.agreed.Agreed;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.Entry;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * All that a node knows and a snapshot has, as it stands when it is asked for. Asked by the
 * journal's thread, while it may change.
 *
 * @param entries of all instances, tombstones too
 * @param settings of all services, the traces of deleted ones too
 * @param agreed what all members agree on
 */
public record Contents(
    Supplier<Collection<Entry>> entries,
    Supplier<Collection<SettingsEntry>> settings,
    Supplier<Agreed> agreed) {}
