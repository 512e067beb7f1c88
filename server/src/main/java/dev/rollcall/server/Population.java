package dev.rollcall.server;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.state.Condition;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.Tombstone;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many services and instances there are, counted as they come and go, so that nobody has to
 * walk the catalogue for it. The view thread counts, any thread reads.
 */
final class Population implements Follower {
  private final Map<Status, Integer> instances = new ConcurrentHashMap<>();
  private final AtomicInteger tombstones = new AtomicInteger();
  private final Map<ServiceName, Integer> byService = new HashMap<>(); // owned by the view thread
  private volatile int services;

  @Override
  public void changed(List<Change> changes) {
    for (Change change : changes) {
      count(change.before(), -1);
      count(change.after(), 1);
    }
    services = byService.size();
  }

  /** Services that have a registered instance. */
  int services() {
    return services;
  }

  /** Registered instances in that state, whoever says so; maintenance of a service apart. */
  int instances(Status status) {
    return instances.getOrDefault(status, 0);
  }

  /** Instances that left and are remembered. */
  int tombstones() {
    return tombstones.get();
  }

  private void count(@Nullable Entry entry, int step) {
    switch (entry) {
      case null -> {}
      case Tombstone tombstone -> tombstones.addAndGet(step);
      case Registered registered -> {
        instances.merge(statusOf(registered), step, Integer::sum);
        byService.merge(registered.key().service(), step, Population::sumOrNothing);
      }
    }
  }

  private static Status statusOf(Registered registered) {
    return Condition.of(registered, Optional.empty()).status();
  }

  private static @Nullable Integer sumOrNothing(Integer count, Integer step) {
    int sum = count + step;
    return sum == 0 ? null : sum;
  }
}
