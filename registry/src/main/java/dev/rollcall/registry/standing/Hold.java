package dev.rollcall.registry.standing;

import dev.rollcall.registry.instance.ServiceName;
import java.time.Duration;
import java.util.Optional;

/**
 * Leases that are over and not ended yet, and why: self-preservation at work.
 *
 * @param service the one whose leases are held; empty for those of all services
 * @param leases how many leases this node holds for that reason
 * @param lasting how long it has held any for that reason
 * @param atMost how much longer it will; they end when it is over
 */
public record Hold(
    Reason reason, Optional<ServiceName> service, int leases, Duration lasting, Duration atMost) {
  /** Why leases are held. */
  public enum Reason {
    /** A member has not said yet whether it heard a heartbeat. */
    MEMBER_SILENT,
    /** This node sees less than half of the members it knows. */
    ISOLATED,
    /** Too large a share of one service would end at once. */
    SERVICE_SHARE,
    /** Too large a share of all leases would end at once. */
    TOTAL_SHARE
  }
}
