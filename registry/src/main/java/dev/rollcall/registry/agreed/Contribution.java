package dev.rollcall.registry.agreed;

/** What became of a contribution. */
public sealed interface Contribution {
  /**
   * It was merged in.
   *
   * @param now what is agreed since
   */
  record Made(Agreed now) implements Contribution {}

  /**
   * It could not be merged in now, or nobody knows whether it was; trying again is safe.
   *
   * @param reason why, as a phrase for users
   */
  record Refused(String reason) implements Contribution {}
}
