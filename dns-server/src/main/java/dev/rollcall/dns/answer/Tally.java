package dev.rollcall.dns.answer;

import java.util.concurrent.atomic.AtomicLong;

/** What one transport thread counts. It alone writes, without a lock; anybody reads. */
public final class Tally {
  private final Counters<Rcode> replies = new Counters<>(Rcode.class);
  private final Counters<Drop> drops = new Counters<>(Drop.class);
  private final AtomicLong truncated = new AtomicLong();

  /** Counts what got no reply. */
  public void count(Drop reason) {
    drops.increment(reason);
  }

  void count(Rcode rcode) {
    replies.increment(rcode);
  }

  void countTruncated() {
    truncated.setOpaque(truncated.getPlain() + 1);
  }

  /** Replies with that code. */
  public long replies(Rcode rcode) {
    return replies.get(rcode);
  }

  /** Replies with any code. */
  public long replies() {
    return replies.sum();
  }

  public long drops(Drop reason) {
    return drops.get(reason);
  }

  /** Replies that had TC set. */
  public long truncated() {
    return truncated.getOpaque();
  }
}
