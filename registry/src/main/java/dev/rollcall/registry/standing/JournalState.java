package dev.rollcall.registry.standing;

import java.util.Optional;

/**
 * What of a node's view is on its disk.
 *
 * @param durability when an acknowledgement is given
 * @param bytes of all its files
 * @param waiting changes that are not on the disk yet
 * @param restored instances that came from journals and were not heard of since
 * @param trouble why nothing can be written at the moment; empty when all is well
 */
public record JournalState(
    Durability durability, long bytes, int waiting, int restored, Optional<String> trouble) {
  /** When an acknowledgement is given. */
  public enum Durability {
    /** Before the change is on the disk, at most 100 ms. */
    BATCHED,
    /** When it is on the disk of the node that answers. */
    SYNC
  }
}
