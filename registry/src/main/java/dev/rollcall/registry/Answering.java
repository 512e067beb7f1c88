package dev.rollcall.registry;

import dev.rollcall.registry.state.Condition;
import dev.rollcall.registry.state.Registered;
import java.util.Optional;

/**
 * Which instances of a service are given to those who ask: those that are up. When none is, the
 * checks are less to be believed than the leases, so that one wrong check does not take a whole
 * service away: then those are given that hold a lease and that nothing but checks speaks against.
 *
 * @param failsOpen whether those are given now
 * @param maintenance why the service gives nobody; empty when it is not maintained
 */
public record Answering(boolean failsOpen, Optional<String> maintenance) {
  /**
   * How a service answers now.
   *
   * @param mayFailOpen false when it would rather give nobody than who fails its checks
   */
  static Answering of(Service service, boolean mayFailOpen) {
    var open = new Answering(true, service.maintenance());
    boolean mayGive = false;
    for (var entry : service.entries()) {
      if (!(entry instanceof Registered held)) {
        continue;
      }
      if (service.condition(held).isUp()) {
        return new Answering(false, service.maintenance());
      }
      mayGive = mayGive || open.gives(held);
    }
    return new Answering(mayFailOpen && mayGive, service.maintenance());
  }

  /** Whether that instance is given. */
  public boolean gives(Registered held) {
    Condition condition = Condition.of(held, maintenance);
    return condition.isUp()
        || (failsOpen && held.instance().hasLease() && condition.isDownByChecks());
  }
}
