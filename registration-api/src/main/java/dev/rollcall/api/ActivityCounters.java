package dev.rollcall.api;

import dev.rollcall.api.ApiActivity.RequestCount;
import dev.rollcall.api.watch.WatchActivity;
import dev.rollcall.registry.Renewal;
import dev.rollcall.registry.Unavailable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the HTTP side does. Safe for any thread. */
final class ActivityCounters {
  /** Stands for the operation where a request led to none. */
  static final String NO_OPERATION = "none";

  private static final int SERVER_ERROR = 500;
  private static final int CLIENT_ERROR = 400;

  private final Map<String, Answered> operations = new LinkedHashMap<>();
  private final LongAdder renewals = new LongAdder();
  private final LongAdder unknownRenewals = new LongAdder();

  private record Answered(LongAdder done, LongAdder refused, LongAdder failed) {
    Answered() {
      this(new LongAdder(), new LongAdder(), new LongAdder());
    }

    LongAdder of(int status) {
      if (status >= SERVER_ERROR) {
        return failed;
      }
      return status >= CLIENT_ERROR ? refused : done;
    }

    void addTo(List<RequestCount> counts, String operation) {
      counts.add(new RequestCount(operation, "2xx", done.sum()));
      counts.add(new RequestCount(operation, "4xx", refused.sum()));
      counts.add(new RequestCount(operation, "5xx", failed.sum()));
    }
  }

  ActivityCounters() {
    for (Operation operation : Operation.values()) {
      operations.put(operation.id(), new Answered());
    }
    operations.put(NO_OPERATION, new Answered());
  }

  /** A request that led to an operation of that id, or to none, is answered. */
  void countRequest(String operation, int status) {
    Objects.requireNonNull(operations.get(operation)).of(status).increment();
  }

  void countRenewals(int asked, Renewal outcome) {
    switch (outcome) {
      case Renewal.Renewed(var unknown) -> {
        renewals.add(asked - unknown.size());
        unknownRenewals.add(unknown.size());
      }
      case Unavailable unavailable -> {}
    }
  }

  ApiActivity snapshot(WatchActivity watch) {
    var counts = new ArrayList<RequestCount>();
    operations.forEach((operation, answered) -> answered.addTo(counts, operation));
    return new ApiActivity(counts, renewals.sum(), unknownRenewals.sum(), watch);
  }
}
