package dev.rollcall.registry;

import java.util.List;

/**
 * Hears of changes in the order of their versions. Always called on the one thread of the live
 * view, which readers of the catalogue do not wait for, but acknowledgements do: work here is to
 * take microseconds. The catalogue already shows the changes.
 */
@FunctionalInterface
public interface Follower {
  /** Some entries changed, in this order. */
  void changed(List<Change> changes);

  /** The settings of a service changed, or were deleted. */
  default void settingsChanged(SettingsChange change) {}

  /** The catalogue is whole from now on. */
  default void loaded() {}

  /**
   * The catalogue is stale: this node has been cut off for longer than it may answer for the
   * others. Or it is so no more. It is not at first.
   */
  default void turnedStale(boolean stale) {}

  /** Members joined, left or changed. */
  default void membersChanged(List<Member> members) {}
}
