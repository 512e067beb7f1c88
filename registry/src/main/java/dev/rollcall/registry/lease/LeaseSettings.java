package dev.rollcall.registry.lease;

import java.time.Duration;

/**
 * How far a node goes to keep leases that are over from ending.
 *
 * @param sharePercent they are held while more than that share of the service's leases, or of all,
 *     is late; 100 never holds them for that
 * @param hold how long after it was over a lease may be held, whatever the reason; longer than it
 *     takes until a silent member is given up
 */
public record LeaseSettings(int sharePercent, Duration hold) {
  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofDays(1);

  public static final LeaseSettings DEFAULT = new LeaseSettings(50, Duration.ofMinutes(10));

  public LeaseSettings {
    if (sharePercent < 1 || sharePercent > 100) {
      throw new IllegalArgumentException("sharePercent: 1 to 100, not " + sharePercent);
    }
    if (hold.compareTo(SHORTEST) < 0 || hold.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("hold: 10 seconds to a day, not " + hold);
    }
  }
}
