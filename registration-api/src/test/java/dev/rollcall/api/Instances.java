package dev.rollcall.api;

import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;

/** Instances for tests that need many. */
final class Instances {
  private Instances() {}

  static Instance numbered(int number) {
    return Instance.of(
        InstanceKey.of("many", "i-" + number), Endpoint.Addresses.of("10.0.0.1"), Port.tcp(8080));
  }
}
