package dev.rollcall.health.probe;

/** What came of one probe. */
public sealed interface Outcome {
  /** What it said, a line of ours first. A result of a check holds as much of it as it may. */
  String output();

  /** The instance answered as it should. */
  record Passed(String output) implements Outcome {}

  /**
   * It did not, or did not in time.
   *
   * @param output what was wrong, in the first line; what the instance sent, if anything, follows
   */
  record Failed(Failure failure, String output) implements Outcome {}
}
