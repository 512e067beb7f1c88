package dev.rollcall.health;

import dev.rollcall.health.probe.Failure;
import java.util.Map;

/**
 * What the checks do.
 *
 * @param checks of instances that are registered, whichever node makes them
 * @param underWay probes that began and have not ended
 * @param waiting probes that are due and have no place yet
 * @param passed probes since the node started
 * @param failed the same by reason, all of them
 * @param late probes that began later than 5 % of their interval, or were left out because those
 *     before had not ended
 * @param discounted probes that say nothing of the instance: they ran out of time while this node
 *     stood still
 */
public record HealthActivity(
    int checks,
    int underWay,
    int waiting,
    long passed,
    Map<Failure, Long> failed,
    long late,
    long discounted) {
  public HealthActivity {
    failed = Map.copyOf(failed);
  }
}
