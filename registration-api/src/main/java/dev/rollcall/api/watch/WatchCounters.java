package dev.rollcall.api.watch;

import java.util.concurrent.atomic.LongAdder;

/** Counts what watchers are told. Safe for any thread. */
final class WatchCounters {
  private final LongAdder events = new LongAdder();
  private final LongAdder resyncs = new LongAdder();

  void countEvents(int more) {
    events.add(more);
  }

  void countResync() {
    resyncs.increment();
  }

  long events() {
    return events.sum();
  }

  long resyncs() {
    return resyncs.sum();
  }
}
