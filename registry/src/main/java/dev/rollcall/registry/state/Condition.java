package dev.rollcall.registry.state;

import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.instance.Verdict;
import java.util.Optional;

/**
 * The state of an instance that counts, and who says so. Pure: follows from what is registered,
 * what others say of it, and whether its service is maintained.
 *
 * @param reason for people; empty when all is well
 */
public record Condition(Status status, Why why, String reason) {
  /** Whose word it is, the first of them that has one. */
  public enum Why {
    /** An operator's, of this instance. */
    OPERATOR,
    /** An operator's, of the whole service. */
    MAINTENANCE,
    /** Its own. */
    INSTANCE,
    /** That of its checks. */
    CHECKS,
    /** Nobody's: nothing speaks against it. */
    NONE
  }

  private static final Condition WELL = new Condition(Status.UP, Why.NONE, "");

  /**
   * The condition of an instance.
   *
   * @param maintenance why its service is maintained; empty when it is not
   */
  public static Condition of(Registered held, Optional<String> maintenance) {
    Optional<StatusOverride> override = held.oversight().override();
    if (override.isPresent()) {
      return new Condition(override.get().status(), Why.OPERATOR, override.get().reason());
    }
    if (maintenance.isPresent()) {
      return new Condition(Status.DOWN, Why.MAINTENANCE, maintenance.get());
    }
    Status own = held.instance().status();
    if (own != Status.UP) {
      return new Condition(own, Why.INSTANCE, "the instance says so");
    }
    return ofChecks(held);
  }

  /** Whether the instance is to be given to those who ask for its service. */
  public boolean isUp() {
    return status == Status.UP;
  }

  /** Whether nothing but its checks speaks against the instance. */
  public boolean isDownByChecks() {
    return why == Why.CHECKS;
  }

  private static Condition ofChecks(Registered held) {
    for (Check check : held.instance().checks()) {
      if (held.oversight().verdict(check) == Verdict.FAILING) {
        return new Condition(Status.DOWN, Why.CHECKS, failure(check, held.oversight()));
      }
    }
    return WELL;
  }

  private static String failure(Check check, Oversight oversight) {
    String said =
        oversight
            .result(check.name())
            .map(CheckResult::firstLine)
            .orElse("no probe has passed yet");
    return check.name() + " failing" + (said.isEmpty() ? "" : ": " + said);
  }
}
