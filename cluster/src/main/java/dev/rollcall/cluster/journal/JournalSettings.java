package dev.rollcall.cluster.journal;

import dev.rollcall.registry.standing.JournalState.Durability;
import java.nio.file.Path;

/**
 * Where a node keeps its journal, and when a change counts as kept.
 *
 * @param folder for the journal's files alone; used by one node at a time, which is up to the
 *     caller to see to
 * @param zone where the services' names lie; a journal of another zone is refused
 */
public record JournalSettings(Path folder, String zone, Durability durability) {}
