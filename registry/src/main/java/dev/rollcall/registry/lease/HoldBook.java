package dev.rollcall.registry.lease;

import dev.rollcall.registry.standing.Hold;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many leases of one wheel are held for which cause. Owned by the wheel. */
final class HoldBook {
  private final Map<Cause, Page> pages = new HashMap<>();

  /** Those of one cause; moments are nanoseconds. */
  private static final class Page {
    final long begun;
    long latestDeadline = Long.MIN_VALUE;
    int leases;

    Page(long begun) {
      this.begun = begun;
    }
  }

  void add(Cause cause, long deadline, long now) {
    Page page = pages.computeIfAbsent(cause, any -> new Page(now));
    page.leases++;
    page.latestDeadline = Math.max(page.latestDeadline, deadline);
  }

  void remove(Cause cause) {
    Page page = pages.get(cause);
    if (page != null && --page.leases == 0) {
      pages.remove(cause);
    }
  }

  /**
   * What is held at {@code now}, for no longer than {@code bound} after each lease was over, in the
   * order it began.
   */
  List<Hold> holds(long now, Duration bound) {
    return pages.entrySet().stream()
        .sorted(Comparator.comparingLong(page -> page.getValue().begun))
        .map(page -> hold(page.getKey(), page.getValue(), now, bound))
        .toList();
  }

  private static Hold hold(Cause cause, Page page, long now, Duration bound) {
    long left = Math.max(0, page.latestDeadline + bound.toNanos() - now);
    return new Hold(
        cause.reason(),
        cause.service(),
        page.leases,
        Duration.ofNanos(now - page.begun),
        Duration.ofNanos(left));
  }
}
