package dev.rollcall.registry.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Command.Expire;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.Registered;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The leases as a map of deadlines: slow, and plain to see right. Times are nanoseconds. */
final class LeaseModel {
  private final Map<InstanceKey, Deadline> deadlines = new HashMap<>();

  private record Deadline(HybridTime registered, long length, long at) {}

  void open(Registered held, long heardAt) {
    long length = held.instance().lease().toNanos();
    deadlines.put(held.key(), new Deadline(held.registered(), length, Lease.end(heardAt, length)));
  }

  void renew(InstanceKey key, long heardAt) {
    deadlines.replaceAll((any, old) -> any.hash64() == key.hash64() ? renewed(old, heardAt) : old);
  }

  void close(InstanceKey key) {
    deadlines.remove(key);
  }

  void retain(Predicate<InstanceKey> kept) {
    deadlines.keySet().removeIf(kept.negate());
  }

  boolean holds(InstanceKey key) {
    return deadlines.containsKey(key);
  }

  int size() {
    return deadlines.size();
  }

  void startAllOver(long now) {
    deadlines.replaceAll((any, old) -> renewed(old, now));
  }

  /** How many leases have less than a third of their length left, or nothing. */
  long late(long now) {
    return deadlines.values().stream().filter(d -> d.at() - d.length() / 3 <= now).count();
  }

  /** Checks what was named at {@code now}: none early or twice, all that are a tick late. */
  void checkEnded(List<Expire> named, long now) {
    for (Expire ended : named) {
      Deadline deadline = deadlines.remove(ended.key());
      assertTrue(deadline != null && deadline.at() <= now, () -> "early or twice: " + ended);
      assertEquals(deadline.registered(), ended.registered());
    }
    deadlines.forEach(
        (key, deadline) ->
            assertTrue(deadline.at() + LeaseWheel.TICK.toNanos() > now, () -> "late: " + key));
  }

  private static Deadline renewed(Deadline old, long heardAt) {
    long at = Math.max(old.at(), Lease.end(heardAt, old.length()));
    return new Deadline(old.registered(), old.length(), at);
  }
}
