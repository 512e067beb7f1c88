package dev.rollcall.registry.service;

import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.Range;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What operators say of one service. Whatever is left out is as each node says for all services.
 *
 * @param ttl of the service's records; 1 to 86400 whole seconds
 * @param answerLimit most records of one answer
 * @param subset whether over UDP what fits is the whole answer
 * @param failOpen whether instances that only their checks speak against are given when there are
 *     no others
 * @param defaultChecks of instances that have none of their own; up to {@link Check#MAX}
 * @param preservationShare leases are held while more than that percentage of the service's would
 *     end at once; 100 never holds them for that
 * @param locality whether clients get what is near
 * @param maintenance why none of its instances is given
 */
public record ServiceSettings(
    Optional<Duration> ttl,
    OptionalInt answerLimit,
    Optional<Boolean> subset,
    Optional<Boolean> failOpen,
    OptionalInt preservationShare,
    List<Check> defaultChecks,
    Optional<LocalityPreference> locality,
    Optional<Maintenance> maintenance) {
  public static final Range TTL_SECONDS = new Range(1, 86_400);
  public static final Range ANSWER_LIMITS = new Range(1, 100);
  public static final Range PRESERVATION_SHARES = new Range(1, 100);

  /** Nothing is said. */
  public static final ServiceSettings NONE =
      new ServiceSettings(
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty());

  public ServiceSettings {
    ttl.ifPresent(ServiceSettings::checkTtl);
    answerLimit.ifPresent(limit -> ANSWER_LIMITS.check("answerLimit", limit));
    preservationShare.ifPresent(share -> PRESERVATION_SHARES.check("preservationShare", share));
    defaultChecks = checked(defaultChecks);
  }

  public ServiceSettings withTtl(Duration value) {
    return new ServiceSettings(
        Optional.of(value),
        answerLimit,
        subset,
        failOpen,
        preservationShare,
        defaultChecks,
        locality,
        maintenance);
  }

  public ServiceSettings withAnswerLimit(int value) {
    return new ServiceSettings(
        ttl,
        OptionalInt.of(value),
        subset,
        failOpen,
        preservationShare,
        defaultChecks,
        locality,
        maintenance);
  }

  public ServiceSettings withSubset(boolean value) {
    return new ServiceSettings(
        ttl,
        answerLimit,
        Optional.of(value),
        failOpen,
        preservationShare,
        defaultChecks,
        locality,
        maintenance);
  }

  public ServiceSettings withFailOpen(boolean value) {
    return new ServiceSettings(
        ttl,
        answerLimit,
        subset,
        Optional.of(value),
        preservationShare,
        defaultChecks,
        locality,
        maintenance);
  }

  public ServiceSettings withPreservationShare(int value) {
    return new ServiceSettings(
        ttl,
        answerLimit,
        subset,
        failOpen,
        OptionalInt.of(value),
        defaultChecks,
        locality,
        maintenance);
  }

  public ServiceSettings withDefaultChecks(Check... value) {
    return new ServiceSettings(
        ttl,
        answerLimit,
        subset,
        failOpen,
        preservationShare,
        List.of(value),
        locality,
        maintenance);
  }

  public ServiceSettings withLocality(LocalityPreference value) {
    return new ServiceSettings(
        ttl,
        answerLimit,
        subset,
        failOpen,
        preservationShare,
        defaultChecks,
        Optional.of(value),
        maintenance);
  }

  public ServiceSettings withMaintenance(Maintenance value) {
    return new ServiceSettings(
        ttl,
        answerLimit,
        subset,
        failOpen,
        preservationShare,
        defaultChecks,
        locality,
        Optional.of(value));
  }

  /**
   * The checks that count of an instance: its own, or where it has none, those of the service that
   * it has a port for.
   */
  public List<Check> effectiveChecks(Instance instance) {
    if (!instance.checks().isEmpty() || defaultChecks.isEmpty()) {
      return instance.checks();
    }
    return defaultChecks.stream().filter(check -> check.canBeMadeOf(instance)).toList();
  }

  private static List<Check> checked(List<Check> checks) {
    try {
      return Check.copyOf(checks);
    } catch (InvalidValueException e) {
      throw e.as(e.field().replaceFirst("^checks", "defaultChecks"));
    }
  }

  private static void checkTtl(Duration ttl) {
    if (ttl.toNanosPart() != 0) {
      throw new InvalidValueException("ttlSeconds", ttl, TTL_SECONDS + ", whole");
    }
    TTL_SECONDS.check("ttlSeconds", ttl.toSeconds());
  }
}
