package dev.rollcall.registry.standing;

import java.time.Duration;
import java.util.Optional;

/**
 * Whom a node sees of those it knows.
 *
 * @param present members of its cluster, itself included; 1 or more
 * @param missing members that it lost and that did not leave in order, or that it expected and that
 *     have not come
 * @param isolatedFor how long it has seen less than half of both together; empty when it sees
 *     enough
 */
public record Company(int present, int missing, Optional<Duration> isolatedFor) {
  /** Whether this node has to reckon with the others going on without it. */
  public boolean isIsolated() {
    return isolatedFor.isPresent();
  }
}
