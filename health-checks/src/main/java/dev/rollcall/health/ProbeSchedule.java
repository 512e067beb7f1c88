package dev.rollcall.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * When each check is due. Every check has a beat of its own, a moment within its interval that its
 * key decides: ten thousand that begin together are spread evenly, and whichever node makes them
 * keeps the rhythm. What comes too late does not move what follows. Owned by one thread.
 */
final class ProbeSchedule {
  /** How soon a check that is new is made for the first time. */
  static final Duration FIRST = Duration.ofSeconds(10);

  /** How soon a check is made whose node is gone. */
  static final Duration TAKEN_OVER = Duration.ofSeconds(4);

  private final PriorityQueue<Moment> moments =
      new PriorityQueue<>(Comparator.comparing((Moment moment) -> moment.at, ProbeSchedule::order));

  /** A check and the moment that it was due at. */
  record Due(WatchedCheck check, long at) {}

  /** Left behind, rather than looked for, when the check is closed or due at another time. */
  private record Moment(long at, WatchedCheck check) {
    boolean isCurrent() {
      return check.isOpen && check.due == at;
    }
  }

  /**
   * Takes on a check.
   *
   * @param nanos now, of a clock that only runs forward
   * @param wall now, as all nodes know it
   */
  void add(WatchedCheck check, long nanos, Instant wall) {
    check.beat = nanos + untilBeat(check, wall);
    begin(check, nanos, FIRST);
  }

  /** Makes sure that the next probe of that check comes soon. */
  void hasten(WatchedCheck check, long nanos) {
    begin(check, nanos, TAKEN_OVER);
  }

  /** The checks whose moment has come, which each goes on from to its next one. */
  List<Due> dueBy(long nanos) {
    var due = new ArrayList<Due>();
    while (!moments.isEmpty() && moments.peek().at - nanos <= 0) {
      Moment moment = moments.remove();
      if (moment.isCurrent()) {
        due.add(new Due(moment.check, moment.at));
        put(moment.check, next(moment.check, nanos));
      }
    }
    return due;
  }

  private void begin(WatchedCheck check, long nanos, Duration within) {
    boolean isSoon = check.beat - nanos <= within.toNanos();
    put(check, isSoon ? check.beat : nanos + check.phase(within));
  }

  /**
   * The next beat that is to come. After a probe that was off the beat that may be very soon; then
   * the next is midway to the beat after it, between half an interval and a whole one away.
   */
  private static long next(WatchedCheck check, long nanos) {
    long interval = check.interval();
    long missed = Math.max(0, nanos - check.beat + 1);
    check.beat += Math.ceilDiv(missed, interval) * interval;
    long gap = check.beat - check.due;
    return gap < interval / 2 ? check.due + (gap + interval) / 2 : check.beat;
  }

  private void put(WatchedCheck check, long due) {
    check.due = due;
    moments.add(new Moment(due, check));
  }

  private static long untilBeat(WatchedCheck check, Instant wall) {
    long interval = check.interval();
    long sinceEpoch = Duration.between(Instant.EPOCH, wall).toNanos();
    return Math.floorMod(check.phase(interval) - sinceEpoch, interval);
  }

  /** Moments of such a clock are compared by their difference. */
  private static int order(long one, long other) {
    return Long.signum(one - other);
  }
}
