package dev.rollcall.registry.lease;

/**
 * How many leases there are of something, and how many of them are late: less than a third of the
 * length is left, or nothing. Whoever sends heartbeats every third of a lease is late only after it
 * missed one.
 */
public record Tally(int kept, int late) {
  public static final Tally NONE = new Tally(0, 0);

  public Tally plus(Tally other) {
    return new Tally(kept + other.kept, late + other.late);
  }
}
