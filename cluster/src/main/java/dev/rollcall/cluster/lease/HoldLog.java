package dev.rollcall.cluster.lease;

import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.standing.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when leases begin to be held for a reason, and when that is over. What is over after a
 * second look is no news. Owned by the lease thread.
 */
final class HoldLog {
  private static final Logger LOG = LoggerFactory.getLogger(HoldLog.class);
  private static final Duration NEWS = Duration.ofSeconds(2);

  private Map<Subject, Hold> told = Map.of();

  private record Subject(Hold.Reason reason, Optional<ServiceName> service) {}

  void note(List<Hold> holds) {
    news(holds).forEach(LOG::warn);
  }

  /** What there is to say since the last call, a line each. */
  List<String> news(List<Hold> holds) {
    if (holds.isEmpty() && told.isEmpty()) {
      return List.of();
    }
    var lines = new ArrayList<String>();
    Map<Subject, Hold> lasting = new LinkedHashMap<>();
    holds.stream()
        .filter(hold -> hold.lasting().compareTo(NEWS) >= 0)
        .forEach(hold -> lasting.put(new Subject(hold.reason(), hold.service()), hold));
    lasting.forEach(
        (subject, hold) -> {
          if (!told.containsKey(subject)) {
            lines.add(begun(hold));
          }
        });
    told.forEach(
        (subject, hold) -> {
          if (!lasting.containsKey(subject)) {
            lines.add(over(hold));
          }
        });
    told = lasting;
    return lines;
  }

  private static String begun(Hold hold) {
    return "%s do not end although they are over, because %s; they will in %d s if it stays so"
        .formatted(whose(hold), why(hold), hold.atMost().toSeconds());
  }

  private static String over(Hold hold) {
    return "%s are not held any more; they were, because %s".formatted(whose(hold), why(hold));
  }

  private static String whose(Hold hold) {
    return hold.service().map(service -> "leases of service " + service).orElse("leases");
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
