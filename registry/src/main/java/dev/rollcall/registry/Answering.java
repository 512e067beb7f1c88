package dev.rollcall.registry;

import dev.rollcall.registry.service.Maintenance;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.state.Condition;
import dev.rollcall.registry.state.Registered;

/**
 * Which instances of a service are given to those who ask: those that are up. When none is, the
 * checks are less to be believed than the leases, so that one wrong check does not take a whole
 * service away: then those are given that hold a lease and that nothing but checks speaks against.
 *
 * @param failsOpen whether those are given now
 * @param settings of the service
 */
public record Answering(boolean failsOpen, ServiceSettings settings) {
  /**
   * How a service answers now.
   *
   * @param mayFailOpen false when it would rather give nobody than who fails its checks
   */
  static Answering of(Service service, boolean mayFailOpen) {
    var open = new Answering(true, service.settings());
    boolean mayGive = false;
    for (var entry : service.entries()) {
      if (!(entry instanceof Registered held)) {
        continue;
      }
      if (service.condition(held).isUp()) {
        return new Answering(false, service.settings());
      }
      mayGive = mayGive || open.gives(held);
    }
    return new Answering(mayFailOpen && mayGive, service.settings());
  }

  /** Whether that instance is given. */
  public boolean gives(Registered held) {
    Condition condition = conditionOf(held);
    return condition.isUp()
        || (failsOpen && held.instance().hasLease() && condition.isDownByChecks());
  }

  private Condition conditionOf(Registered held) {
    return Condition.of(
        held,
        settings.maintenance().map(Maintenance::reason),
        settings.effectiveChecks(held.instance()));
  }
}
