package dev.rollcall.health;

import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Pace;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Probe;
import dev.rollcall.registry.instance.Supervision;
import dev.rollcall.registry.instance.Verdict;
import java.time.Duration;

/** Instances with checks, for tests. */
final class Instances {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private Instances() {}

  /** Two that pass, two that fail. */
  static Check check(String name, int intervalSeconds) {
    return check(name, intervalSeconds, Verdict.PASSING);
  }

  static Check check(String name, int intervalSeconds, Verdict initial) {
    var pace = new Pace(Duration.ofSeconds(intervalSeconds), TIMEOUT, 2, 2, initial);
    return new Check(name, new Probe.Tcp(Port.DEFAULT_NAME), pace);
  }

  static Instance at(String address, String id, Check... checks) {
    return Instance.of(InstanceKey.of("orders", id), Endpoint.Addresses.of(address), Port.tcp(8080))
        .withSupervision(Supervision.of(checks));
  }

  static Instance with(String id, Check... checks) {
    return at("10.0.0.5", id, checks);
  }
}
