package dev.rollcall.registry.lease;

import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.standing.Hold.Reason;
import java.util.Optional;

/**
 * Why a lease that is over is not ended yet.
 *
 * @param service empty when the reason concerns the leases of all services
 */
record Cause(Reason reason, Optional<ServiceName> service) {
  static Cause of(Reason reason) {
    return new Cause(reason, Optional.empty());
  }
}
