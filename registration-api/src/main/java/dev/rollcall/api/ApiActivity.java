package dev.rollcall.api;

import dev.rollcall.api.watch.WatchActivity;
import java.util.List;

/**
 * What the HTTP side did since it started.
 *
 * @param requests always the same operations and status classes in the same order
 * @param renewals leases that were renewed
 * @param unknownRenewals heartbeats for instances that were not registered
 * @param watch what those who watch were told
 */
public record ApiActivity(
    List<RequestCount> requests, long renewals, long unknownRenewals, WatchActivity watch) {
  public ApiActivity {
    requests = List.copyOf(requests);
  }

  /**
   * How many requests were answered in one way.
   *
   * @param operation as the contract names it, or {@code none} where a request led to none
   * @param statusClass {@code 2xx}, {@code 4xx} or {@code 5xx}
   */
  public record RequestCount(String operation, String statusClass, long count) {}
}
