package dev.rollcall.registry;

/** What became of states that were brought in. */
public sealed interface Merging permits Merging.Merged, Unavailable {
  /**
   * All of them were looked at.
   *
   * @param taken how many are what the registry holds now
   * @param older how many were not newer than what it holds
   */
  record Merged(int taken, int older) implements Merging {}
}
