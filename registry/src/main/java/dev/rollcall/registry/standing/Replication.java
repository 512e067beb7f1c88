package dev.rollcall.registry.standing;

import java.time.Duration;
import java.util.Optional;

/**
 * How close a node's view is to what the cluster holds.
 *
 * @param compared how long ago the two were last compared; empty before the first time
 * @param differing in how many partitions they differed then
 * @param waiting changes that have arrived and do not show yet
 */
public record Replication(Optional<Duration> compared, int differing, int waiting) {}
