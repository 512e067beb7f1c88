package dev.rollcall.registry.state;

/** Why an instance left. */
public enum RemovalReason {
  /** It, or an operator, said so. */
  DEREGISTERED,
  /** Nobody renewed its lease. */
  EXPIRED,
  /** Its checks failed for too long. */
  CHECK_FAILED,
  /** It drained, and its drain time is over. */
  DRAINED
}
