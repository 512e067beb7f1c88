package dev.rollcall.dns;

import dev.rollcall.registry.instance.Endpoint.Addresses;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;

/** Instances for tests. */
public final class Instances {
  private Instances() {}

  /** An instance at port 8080 over TCP. */
  public static Instance of(String service, String id, String... addresses) {
    return Instance.of(InstanceKey.of(service, id), Addresses.of(addresses), Port.tcp(8080));
  }
}
