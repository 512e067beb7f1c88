package dev.rollcall.cluster.lease;

import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.standing.Hold;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says when leases begin to be held for a reason, and when that is over. Lease thread. */
final class HoldLog {
  private static final Logger LOG = LoggerFactory.getLogger(HoldLog.class);

  private Map<Subject, Hold> known = Map.of();

  private record Subject(Hold.Reason reason, Optional<ServiceName> service) {}

  void note(List<Hold> holds) {
    if (holds.isEmpty() && known.isEmpty()) {
      return;
    }
    Map<Subject, Hold> now = new HashMap<>();
    holds.forEach(hold -> now.put(new Subject(hold.reason(), hold.service()), hold));
    now.forEach(
        (subject, hold) -> {
          if (!known.containsKey(subject)) {
            LOG.warn(
                "leases {} are over and held: {}; they end in {} s unless they are renewed",
                whose(hold),
                why(hold),
                hold.atMost().toSeconds());
          }
        });
    known.forEach(
        (subject, hold) -> {
          if (!now.containsKey(subject)) {
            LOG.info("leases {} are held no longer because {}", whose(hold), why(hold));
          }
        });
    known = now;
  }

  private static String whose(Hold hold) {
    return hold.service().map(service -> "of service " + service).orElse("of all services");
  }

  private static String why(Hold hold) {
    return switch (hold.reason()) {
      case MEMBER_SILENT -> "a member does not say whether it heard of them";
      case ISOLATED -> "this node sees less than half of the members it knows";
      case SERVICE_SHARE -> "too large a share of the service would end at once";
      case TOTAL_SHARE -> "too large a share of all leases would end at once";
    };
  }
}
