package dev.rollcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.registry.Member;
import dev.rollcall.registry.Membership;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.standing.Company;
import dev.rollcall.registry.standing.Hold;
import dev.rollcall.registry.standing.JournalState;
import dev.rollcall.registry.standing.Replication;
import dev.rollcall.registry.standing.Standing;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StandingMetricsTest {
  private static final Standing BAD_TIMES =
      new Standing(
          4,
          120,
          2,
          new Company(2, 3, Optional.of(Duration.ofSeconds(12))),
          List.of(hold("orders", 12), hold("db", 5)),
          new Replication(Optional.empty(), 2, 7),
          Optional.of(
              new JournalState(
                  JournalState.Durability.SYNC, 4096, 5, 6, Optional.of("no space left"))));

  @Test
  void eachPartOfTheStandingIsAGauge() {
    assertEquals(
        new TreeMap<>(
            Map.ofEntries(
                Map.entry("rollcall_isolated", 1.0),
                Map.entry("rollcall_journal_bytes", 4096.0),
                Map.entry("rollcall_journal_healthy", 0.0),
                Map.entry("rollcall_journal_restored", 6.0),
                Map.entry("rollcall_journal_waiting", 5.0),
                Map.entry("rollcall_leases_held isolated", 0.0),
                Map.entry("rollcall_leases_held member_silent", 0.0),
                Map.entry("rollcall_leases_held service_share", 17.0),
                Map.entry("rollcall_leases_held total_share", 0.0),
                Map.entry("rollcall_members_missing", 3.0),
                Map.entry("rollcall_replication_differing_partitions", 2.0),
                Map.entry("rollcall_replication_waiting", 7.0))),
        gauges(BAD_TIMES));
  }

  private static Hold hold(String service, int leases) {
    return new Hold(
        Hold.Reason.SERVICE_SHARE,
        Optional.of(new ServiceName(service)),
        leases,
        Duration.ZERO,
        Duration.ZERO);
  }

  private static Map<String, Double> gauges(Standing standing) {
    var gauges = new TreeMap<String, Double>();
    for (MetricSnapshot metric : new StandingMetrics(new Seen(List.of(), standing)).collect()) {
      for (var point : ((GaugeSnapshot) metric).getDataPoints()) {
        String reason = point.getLabels().get("reason");
        String name = metric.getMetadata().getName();
        gauges.put(reason == null ? name : name + " " + reason, point.getValue());
      }
    }
    return gauges;
  }

  private record Seen(List<Member> members, Standing standing) implements Membership {}
}
