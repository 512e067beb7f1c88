package dev.rollcall.dns.compile.service;

import dev.rollcall.dns.record.AnswerPolicy;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.service.ServiceSettings;
import java.util.Map;
import java.util.Set;

/**
 * How much is answered of which service: for those who would rather have few records than all.
 *
 * @param limits most records of one answer, by service
 * @param limit the same for all other services
 * @param subsets services of which over UDP what fits is answered as if it were all
 * @param subset whether that is so for all services
 */
public record AnswerPolicies(
    Map<ServiceName, Integer> limits, int limit, Set<ServiceName> subsets, boolean subset) {
  /** Everything, as far as stock resolvers take it. */
  public static final AnswerPolicies NONE =
      new AnswerPolicies(Map.of(), AnswerPolicy.ALL.limit(), Set.of(), false);

  public AnswerPolicies {
    limits = Map.copyOf(limits);
    subsets = Set.copyOf(subsets);
    check(limit);
    limits.values().forEach(AnswerPolicies::check);
  }

  /** What a service's own settings say goes first. */
  AnswerPolicy of(ServiceName service, ServiceSettings settings) {
    return new AnswerPolicy(
        settings.answerLimit().orElse(limits.getOrDefault(service, limit)),
        settings.subset().orElse(subset || subsets.contains(service)));
  }

  private static void check(int limit) {
    if (limit < 1 || limit > AnswerPolicy.ALL.limit()) {
      throw new InvalidValueException(
          "answer limit", limit, "1 to " + AnswerPolicy.ALL.limit() + " records");
    }
  }
}
