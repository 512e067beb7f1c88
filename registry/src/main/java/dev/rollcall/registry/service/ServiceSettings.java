package dev.rollcall.registry.service;

import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.Range;
import java.time.Duration;
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
          Optional.empty(),
          Optional.empty());

  public ServiceSettings {
    ttl.ifPresent(ServiceSettings::checkTtl);
    answerLimit.ifPresent(limit -> ANSWER_LIMITS.check("answerLimit", limit));
    preservationShare.ifPresent(share -> PRESERVATION_SHARES.check("preservationShare", share));
  }

  public ServiceSettings withTtl(Duration value) {
    return new ServiceSettings(
        Optional.of(value),
        answerLimit,
        subset,
        failOpen,
        preservationShare,
        locality,
        maintenance);
  }

  public ServiceSettings withAnswerLimit(int value) {
    return new ServiceSettings(
        ttl, OptionalInt.of(value), subset, failOpen, preservationShare, locality, maintenance);
  }

  public ServiceSettings withSubset(boolean value) {
    return new ServiceSettings(
        ttl, answerLimit, Optional.of(value), failOpen, preservationShare, locality, maintenance);
  }

  public ServiceSettings withFailOpen(boolean value) {
    return new ServiceSettings(
        ttl, answerLimit, subset, Optional.of(value), preservationShare, locality, maintenance);
  }

  public ServiceSettings withPreservationShare(int value) {
    return new ServiceSettings(
        ttl, answerLimit, subset, failOpen, OptionalInt.of(value), locality, maintenance);
  }

  public ServiceSettings withLocality(LocalityPreference value) {
    return new ServiceSettings(
        ttl, answerLimit, subset, failOpen, preservationShare, Optional.of(value), maintenance);
  }

  public ServiceSettings withMaintenance(Maintenance value) {
    return new ServiceSettings(
        ttl, answerLimit, subset, failOpen, preservationShare, locality, Optional.of(value));
  }

  private static void checkTtl(Duration ttl) {
    if (ttl.toNanosPart() != 0) {
      throw new InvalidValueException("ttlSeconds", ttl, TTL_SECONDS + ", whole");
    }
    TTL_SECONDS.check("ttlSeconds", ttl.toSeconds());
  }
}
