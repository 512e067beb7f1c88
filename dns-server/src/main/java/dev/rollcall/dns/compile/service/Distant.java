package dev.rollcall.dns.compile.service;

import dev.rollcall.dns.compile.node.RecordEncoder;
import dev.rollcall.dns.locality.LocalityTable;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.registry.instance.Instance;
import java.util.List;

/**
 * What clients in the locality of other instances are told of an instance.
 *
 * @param locality the number of its own, {@code NOWHERE} for none
 * @param services the SRV records, in the order of the instance's ports
 * @param bindings the HTTPS and SVCB records
 */
record Distant(int locality, List<WireRecord> services, Bindings bindings) {
  /** What comes before all that is distant: half of the priorities that there are. */
  static final int STEP = 32_768;

  private static final int MAX_PRIORITY = 65_535;

  static Distant of(
      Instance instance, LocalityTable localities, DomainName target, RecordEncoder encoder) {
    int priority = priority(instance);
    List<WireRecord> services =
        instance.ports().stream()
            .map(port -> encoder.service(instance, priority, port, target))
            .toList();
    int locality = instance.locality().map(localities::numberOf).orElse(LocalityTable.NOWHERE);
    return new Distant(locality, services, Bindings.of(instance, priority, target, encoder));
  }

  /** Keeps the order among those of priorities up to 32,767. */
  static int priority(Instance instance) {
    return Math.min(instance.priority() + STEP, MAX_PRIORITY);
  }
}
