package dev.rollcall.cluster.lease;

import dev.rollcall.registry.lease.LeaseKeeper;

/** Answers what this node heard, and how the leases stand that it keeps. Any thread. */
public final class Witness {
  /** Under which a member's own stands in the user context of its Hazelcast instance. */
  public static final String NAME = "rollcall.witness";

  private final Heartbeats heartbeats;
  private final LeaseKeeper leases;

  public Witness(Heartbeats heartbeats, LeaseKeeper leases) {
    this.heartbeats = heartbeats;
    this.leases = leases;
  }

  Testimony answer(Question question) {
    int[] ages =
        question.keys().stream()
            .mapToInt(
                key ->
                    heartbeats
                        .age(key)
                        .map(age -> Testimony.millis(age.toNanos()))
                        .orElse(Testimony.UNHEARD))
            .toArray();
    return new Testimony(ages, leases.tallies(question.services()), leases.tally());
  }
}
