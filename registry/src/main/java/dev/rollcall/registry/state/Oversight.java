package dev.rollcall.registry.state;

import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Endpoint.Addresses;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What others than the instance say of it.
 *
 * @param override by an operator
 * @param results of its checks, at most one each, none of those that are as they were at first
 */
public record Oversight(Optional<StatusOverride> override, List<CheckResult> results) {
  /** Nobody has said anything, as of most. */
  public static final Oversight NONE = new Oversight(Optional.empty(), List.of());

  public Oversight {
    results = List.copyOf(results);
    long distinct = results.stream().map(CheckResult::check).distinct().count();
    if (results.size() > Check.MAX || distinct < results.size()) {
      throw new InvalidValueException(
          "results", results.size() + " results", "up to 8, one of each check");
    }
  }

  static Oversight of(Optional<StatusOverride> override) {
    return override.isEmpty() ? NONE : new Oversight(override, List.of());
  }

  /** What a check has come to. */
  public Optional<CheckResult> result(String check) {
    return results.stream().filter(result -> result.check().equals(check)).findFirst();
  }

  /** What holds of a check, whether it was made yet or not. */
  public Verdict verdict(Check check) {
    return result(check.name()).map(CheckResult::verdict).orElse(check.pace().initial());
  }

  Oversight with(Optional<StatusOverride> other) {
    return shared(new Oversight(other, results));
  }

  /** With another result in the place of the one of the same check. */
  Oversight with(CheckResult result) {
    var others = new ArrayList<>(results);
    others.removeIf(known -> known.check().equals(result.check()));
    others.add(result);
    if (others.size() > Check.MAX) {
      others.removeFirst(); // of a check that its service had once
    }
    return new Oversight(override, others);
  }

  /**
   * What still holds when the instance has registered anew: of checks that are the same, and go to
   * the same place as before.
   */
  Oversight after(Instance before, Instance now) {
    if (results.isEmpty()) {
      return this;
    }
    List<CheckResult> kept =
        results.stream().filter(result -> isSame(result.check(), before, now)).toList();
    return shared(new Oversight(override, kept));
  }

  private static boolean isSame(String check, Instance before, Instance now) {
    if (!probed(before).equals(probed(now))) {
      return false;
    }
    if (before.checks().isEmpty() && now.checks().isEmpty()) {
      // A check of its service, which alone knows the port.
      return now.ports().containsAll(before.ports());
    }
    return before.checks().stream()
        .filter(earlier -> earlier.name().equals(check) && now.checks().contains(earlier))
        .anyMatch(same -> port(before, same).equals(port(now, same)));
  }

  /** The address that is probed, the lowest; nothing of an instance at a host kept elsewhere. */
  private static Optional<IpAddress> probed(Instance instance) {
    return instance.endpoint() instanceof Addresses addresses
        ? Optional.of(addresses.all().getFirst())
        : Optional.empty();
  }

  private static OptionalInt port(Instance instance, Check check) {
    return instance.ports().stream()
        .filter(port -> port.name().equals(check.probe().port()))
        .mapToInt(Port::number)
        .findFirst();
  }

  /** Of two sides of a split the later word of an operator; either is better than none. */
  Oversight reunited(Optional<StatusOverride> other) {
    boolean isLater =
        other.isPresent()
            && (override.isEmpty() || other.get().since().compareTo(override.get().since()) > 0);
    return isLater ? with(other) : this;
  }

  private static Oversight shared(Oversight oversight) {
    return oversight.equals(NONE) ? NONE : oversight;
  }
}
