package dev.rollcall.dns.record;

import dev.rollcall.registry.instance.InvalidValueException;

/**
 * How much of a set is answered.
 *
 * @param limit most records of one answer, 1 to {@link RecordSet#MAX_ANSWERED}
 * @param subset whether over UDP what fits is the whole answer, so that nobody asks again over TCP
 */
public record AnswerPolicy(int limit, boolean subset) {
  /** As much as stock resolvers take. */
  public static final AnswerPolicy ALL = new AnswerPolicy(RecordSet.MAX_ANSWERED, false);

  public AnswerPolicy {
    if (limit < 1 || limit > RecordSet.MAX_ANSWERED) {
      throw new InvalidValueException("limit", limit, "1 to " + RecordSet.MAX_ANSWERED);
    }
  }

  /** Whether one answer may hold less than all of so many records. */
  public boolean mayLeaveOut(int records) {
    return subset || records > limit;
  }
}
