package dev.rollcall.registry.lease;

import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.ServiceName;
import java.util.HashMap;
import java.util.Map;

/** Counts the leases of one wheel, per service and in total. Owned by the wheel. */
final class Census {
  private final Map<ServiceName, Tally> services = new HashMap<>();
  private Tally total = Tally.NONE;

  Tally total() {
    return total;
  }

  Tally of(ServiceName service) {
    return services.getOrDefault(service, Tally.NONE);
  }

  void count(InstanceKey key, int kept, int late) {
    var step = new Tally(kept, late);
    total = total.plus(step);
    Tally now = of(key.service()).plus(step);
    if (now.equals(Tally.NONE)) {
      services.remove(key.service());
    } else {
      services.put(key.service(), now);
    }
  }
}
