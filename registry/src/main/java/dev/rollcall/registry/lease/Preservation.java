package dev.rollcall.registry.lease;

import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.standing.Company;
import dev.rollcall.registry.standing.Hold.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Decides whether a lease that is over waits, because it looks as if the fault were our own. Pure:
 * nothing is remembered from one decision to the next, so that what is held is held for no longer
 * than its reason lasts, and in no case for longer than the settings allow.
 */
public final class Preservation {
  /** Fewer late leases than that are no mass. */
  static final int FLOOR = 10;

  private final LeaseSettings settings;
  private final Function<ServiceName, OptionalInt> shares;

  /** The same share for all services. */
  public Preservation(LeaseSettings settings) {
    this(settings, service -> OptionalInt.empty());
  }

  /**
   * Shares that services may have of their own; that of all leases is the node's.
   *
   * @param shares of a service in percent, empty for the node's; any thread may ask
   */
  public Preservation(LeaseSettings settings, Function<ServiceName, OptionalInt> shares) {
    this.settings = settings;
    this.shares = shares;
  }

  /**
   * What is known when the decision is made.
   *
   * @param isComplete whether all members have said what they heard
   * @param total of all leases, on all members
   * @param services the same of each service whose leases are over
   */
  public record Evidence(
      boolean isComplete, Company company, Tally total, Map<ServiceName, Tally> services) {
    public Evidence {
      services = Map.copyOf(services);
    }
  }

  /**
   * A lease that is over.
   *
   * @param over for how long
   * @param silent how long ago it was last heard of
   * @param steady for how long before that it was heard of without a gap
   */
  record Overdue(
      InstanceKey key, Duration length, Duration over, Duration silent, Duration steady) {}

  /** Why that lease is held; empty when it is to end. */
  Optional<Cause> causeToHold(Overdue lease, Evidence evidence) {
    if (lease.over().compareTo(settings.hold()) >= 0) {
      return Optional.empty();
    }
    if (!evidence.isComplete()) {
      return Optional.of(Cause.of(Reason.MEMBER_SILENT));
    }
    if (isCutOff(lease, evidence.company())) {
      return Optional.of(Cause.of(Reason.ISOLATED));
    }
    ServiceName service = lease.key().service();
    int share = shares.apply(service).orElse(settings.sharePercent());
    if (isMass(evidence.services().getOrDefault(service, Tally.NONE), share)) {
      return Optional.of(new Cause(Reason.SERVICE_SHARE, Optional.of(service)));
    }
    return isMass(evidence.total(), settings.sharePercent())
        ? Optional.of(Cause.of(Reason.TOTAL_SHARE))
        : Optional.empty();
  }

  private boolean isCutOff(Overdue lease, Company company) {
    return company
        .isolatedFor()
        .filter(since -> since.compareTo(settings.hold()) < 0)
        .filter(since -> !talksOnlyToThisSide(lease, since))
        .isPresent();
  }

  /**
   * Who was heard of here and nowhere else since the others are gone would be heard of here again.
   * One heartbeat does not tell: instances may send theirs to one node after the other.
   */
  private static boolean talksOnlyToThisSide(Overdue lease, Duration isolated) {
    Duration heard = isolated.minus(lease.silent());
    Duration enough = lease.length().multipliedBy(2);
    return heard.compareTo(enough) >= 0 && lease.steady().compareTo(enough) >= 0;
  }

  private static boolean isMass(Tally tally, int sharePercent) {
    return tally.late() >= FLOOR && tally.late() * 100L > tally.kept() * (long) sharePercent;
  }
}
