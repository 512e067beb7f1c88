package dev.rollcall.registry.live;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Command.Forget;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Tombstone;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How long this node has known each tombstone, by a clock that nobody sets: where the time of day
 * is an hour ahead, the dead must not be forgotten before a split has healed. Follows a view; safe
 * for any thread.
 */
public final class Tombstones implements Follower {
  private final ConcurrentMap<InstanceKey, Known> known = new ConcurrentHashMap<>();
  private final TimeSource time;

  private record Known(InstanceVersion version, long since) {}

  public Tombstones(TimeSource time) {
    this.time = time;
  }

  @Override
  public void changed(List<Change> changes) {
    long now = time.nanoTime();
    for (Change change : changes) {
      if (change.after() instanceof Tombstone tombstone) {
        known.put(change.key(), new Known(tombstone.version(), now));
      } else {
        known.remove(change.key());
      }
    }
  }

  /** Whether that one has been known here for long enough. */
  public boolean isSpent(Tombstone tombstone) {
    Known found = known.get(tombstone.key());
    return found != null && found.version().equals(tombstone.version()) && isSpent(found);
  }

  /** What drops those that have been known here for long enough. */
  public List<Forget> spent() {
    return known.entrySet().stream()
        .filter(entry -> isSpent(entry.getValue()))
        .map(Tombstones::forgetting)
        .toList();
  }

  private boolean isSpent(Known tombstone) {
    return time.nanoTime() - tombstone.since() >= Tombstone.KEPT.toNanos();
  }

  private static Forget forgetting(Map.Entry<InstanceKey, Known> tombstone) {
    return new Forget(tombstone.getKey(), tombstone.getValue().version());
  }
}
