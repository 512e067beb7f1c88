package dev.rollcall.load.propagation;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * One registration and when it was seen. Moments are nanoseconds of the JVM's clock since a run
 * began; 0 while nothing was seen.
 */
final class Registration {
  private final String service;
  private final int asked;
  private final long due;
  private final AtomicLongArray answered;
  private volatile long acknowledged;

  /**
   * @param asked the number of the node that it is sent to
   * @param due when it is to be sent; being late with it counts, too
   */
  Registration(String service, int asked, long due, int nodes) {
    this.service = service;
    this.asked = asked;
    this.due = due;
    this.answered = new AtomicLongArray(nodes);
  }

  String service() {
    return service;
  }

  int asked() {
    return asked;
  }

  /** The node has said 201. */
  void acknowledge(long moment) {
    acknowledged = moment;
  }

  /** A node has answered DNS with it. */
  void answer(int node, long moment) {
    answered.set(node, moment);
  }

  /** Whether it was acknowledged, and answered by all nodes. */
  boolean isComplete() {
    boolean complete = acknowledged > 0;
    for (int node = 0; node < answered.length(); node++) {
      complete &= answered.get(node) > 0;
    }
    return complete;
  }

  long untilAcknowledged() {
    return acknowledged - due;
  }

  /** Until the node that was asked answers. */
  long untilAnsweredThere() {
    return answered.get(asked) - due;
  }

  /** Until the last of all nodes answers. */
  long untilAnsweredEverywhere() {
    return lastAnswer() - due;
  }

  /** Until the last of all nodes answers, from the acknowledgement on; 0 when that came later. */
  long fromAcknowledgement() {
    return Math.max(0, lastAnswer() - acknowledged);
  }

  private long lastAnswer() {
    long last = 0;
    for (int node = 0; node < answered.length(); node++) {
      last = Math.max(last, answered.get(node));
    }
    return last;
  }
}
