package dev.rollcall.registry.state;

import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.Printable;
import dev.rollcall.registry.instance.Range;
import dev.rollcall.registry.instance.Status;

/**
 * What an operator said of an instance. It holds until it is lifted, whatever the instance or its
 * checks say.
 *
 * @param reason 1 to 200 printable characters, for people
 * @param since when the registry took it; what a caller gives does not count
 */
public record StatusOverride(Status status, String reason, HybridTime since) {
  private static final Range LENGTH = new Range(1, 200);
  private static final HybridTime NOT_YET = new HybridTime(0);

  public StatusOverride {
    reason = reason.strip();
    if (!LENGTH.contains(reason.length()) || !Printable.isLine(reason)) {
      throw new InvalidValueException("reason", reason, LENGTH + " printable characters");
    }
  }

  /** What an operator says now. */
  public static StatusOverride of(Status status, String reason) {
    return new StatusOverride(status, reason, NOT_YET);
  }

  /** The same as the registry took it. */
  StatusOverride at(HybridTime now) {
    return new StatusOverride(status, reason, now);
  }

  boolean saysTheSameAs(StatusOverride other) {
    return status == other.status && reason.equals(other.reason);
  }
}
