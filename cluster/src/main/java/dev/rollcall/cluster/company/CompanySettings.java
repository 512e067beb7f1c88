package dev.rollcall.cluster.company;

import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.Locality;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * With whom a node forms a cluster, and what it does without them.
 *
 * @param zone where the services' names lie; members of another zone are no company
 * @param expected members that the cluster is to have, this one included; as many as are named
 *     where it is empty
 * @param kubernetes the service whose pods are the members, in place of named ones
 * @param place the zone that this member stands in, apart from which its backups are kept; empty
 *     where all stand in one
 * @param whenIsolated what becomes of registrations while it sees less than half of the others
 * @param maxStale how long it then answers DNS, when it refuses registrations
 */
public record CompanySettings(
    String zone,
    OptionalInt expected,
    Optional<KubernetesService> kubernetes,
    Optional<Locality> place,
    WhenIsolated whenIsolated,
    Duration maxStale) {
  /** What a node that sees less than half of the members does with registrations. */
  public enum WhenIsolated {
    ACCEPT,
    REFUSE
  }

  public static final CompanySettings DEFAULT =
      new CompanySettings(
          "service.internal",
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          WhenIsolated.ACCEPT,
          Duration.ofMinutes(5));

  public CompanySettings {
    if (expected.isPresent() && expected.getAsInt() < 1) {
      throw new InvalidValueException("expected", "" + expected.getAsInt(), "1 or more");
    }
    if (!maxStale.isPositive()) {
      throw new InvalidValueException("maxStale", maxStale.toString(), "more than nothing");
    }
  }
}
