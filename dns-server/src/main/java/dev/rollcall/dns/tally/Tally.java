package dev.rollcall.dns.tally;

import dev.rollcall.dns.guard.Standing;
import java.util.concurrent.atomic.AtomicLong;

/** What one transport thread counts. It alone writes, without a lock; anybody reads. */
public final class Tally {
  private final Counters<QueryType> queries = new Counters<>(QueryType.class);
  private final Counters<Standing> cookies = new Counters<>(Standing.class);
  private final Latency latency = new Latency();
  private final Counters<Rcode> replies = new Counters<>(Rcode.class);
  private final Counters<Drop> drops = new Counters<>(Drop.class);
  private final AtomicLong truncated = new AtomicLong();

  /** Counts what got no reply. */
  public void count(Drop reason) {
    drops.increment(reason);
  }

  /** Counts how long each of some replies took from its query's arrival until the system had it. */
  public void countLatency(long nanos, int replies) {
    latency.add(nanos, replies);
  }

  /** Counts what was asked for. */
  public void count(QueryType type) {
    queries.increment(type);
  }

  /** Counts what the cookie of a query was worth. */
  public void count(Standing cookie) {
    cookies.increment(cookie);
  }

  /** Counts a reply. */
  public void count(Rcode rcode) {
    replies.increment(rcode);
  }

  /** Counts a reply that has TC set. */
  public void countTruncated() {
    truncated.setOpaque(truncated.getPlain() + 1);
  }

  /** Queries for that type. */
  public long queries(QueryType type) {
    return queries.get(type);
  }

  /** Queries with a cookie like that. */
  public long cookies(Standing cookie) {
    return cookies.get(cookie);
  }

  /**
   * Replies that took at most {@link Latency#bound} of that place, and longer than the one before.
   */
  public long latencies(int place) {
    return latency.count(place);
  }

  /** How long all replies took together, in nanoseconds. */
  public long latencySum() {
    return latency.sum();
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
