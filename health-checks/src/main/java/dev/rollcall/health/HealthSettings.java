package dev.rollcall.health;

import dev.rollcall.registry.instance.Range;

/**
 * How a node probes.
 *
 * @param networks what it may contact at all
 * @param atOnce most probes under way, 1 to 10000; what is due beyond that waits
 */
public record HealthSettings(ProbeNetworks networks, int atOnce) {
  public static final Range AT_ONCE = new Range(1, 10_000);

  /** Any instance but at link-local addresses, 1000 at once. */
  public static final HealthSettings DEFAULT = new HealthSettings(ProbeNetworks.DEFAULT, 1000);

  public HealthSettings {
    AT_ONCE.check("atOnce", atOnce);
  }
}
