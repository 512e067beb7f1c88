package dev.rollcall.registry.lease;

import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import java.time.Duration;
import java.util.List;

/** Registered instances as the tests of leases need them: a key, a moment and a length. */
final class Leases {
  /** Two keys of one 64-bit hash. */
  static final InstanceKey TWIN = InstanceKey.of("orders", "v7c5bjoa4h410k");

  static final InstanceKey OTHER_TWIN = InstanceKey.of("orders", "pz8y5j5e6msk0v");

  private Leases() {}

  static InstanceKey key(int number) {
    return InstanceKey.of("orders", "web-" + number);
  }

  static Registered held(InstanceKey key, long registered, Duration length) {
    var moment = new HybridTime(registered);
    var instance = Instance.of(key, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(8080));
    return new Registered(
        instance.withLease(length), InstanceVersion.first(moment), moment, moment);
  }

  /** The leases that are over by {@code now}, which are closed, as when nothing speaks for them. */
  static List<Lease> endedBy(LeaseWheel wheel, long now) {
    List<Lease> over = wheel.overBy(now);
    over.forEach(wheel::close);
    return over;
  }
}
