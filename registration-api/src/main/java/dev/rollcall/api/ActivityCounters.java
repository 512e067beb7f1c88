package dev.rollcall.api;

import dev.rollcall.api.ApiActivity.RequestCount;
import dev.rollcall.registry.Renewal;
import dev.rollcall.registry.Unavailable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the HTTP side does. Safe for any thread. */
final class ActivityCounters {
  private static final int SERVER_ERROR = 500;
  private static final int CLIENT_ERROR = 400;

  private final Map<Operation, Answered> operations = new EnumMap<>(Operation.class);
  private final Answered nowhere = new Answered();
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
      operations.put(operation, new Answered());
    }
  }

  /** An operation was answered. */
  void countRequest(Operation operation, int status) {
    operations.getOrDefault(operation, nowhere).of(status).increment();
  }

  /** A request that led to no operation was answered. */
  void countRequest(int status) {
    nowhere.of(status).increment();
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

  ApiActivity snapshot() {
    var counts = new ArrayList<RequestCount>();
    operations.forEach((operation, answered) -> answered.addTo(counts, operation.id()));
    nowhere.addTo(counts, "none");
    return new ApiActivity(counts, renewals.sum(), unknownRenewals.sum());
  }
}
