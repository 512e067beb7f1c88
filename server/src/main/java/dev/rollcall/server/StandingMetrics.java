package dev.rollcall.server;

import dev.rollcall.registry.Membership;
import dev.rollcall.registry.standing.Hold;
import dev.rollcall.registry.standing.JournalState;
import dev.rollcall.registry.standing.Standing;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Locale;

/** How a node stands in its cluster, for Prometheus: asked once for each scrape. */
final class StandingMetrics implements MultiCollector {
  private final Membership membership;

  StandingMetrics(Membership membership) {
    this.membership = membership;
  }

  @Override
  public MetricSnapshots collect() {
    Standing standing = membership.standing();
    var snapshots =
        MetricSnapshots.builder()
            .metricSnapshot(held(standing))
            .metricSnapshot(
                gauge(
                    "members_missing",
                    "members that were lost and did not leave in order, or were expected and have"
                        + " not come",
                    standing.company().missing()))
            .metricSnapshot(
                gauge(
                    "isolated",
                    "1 while this node sees less than half of the members it knows",
                    standing.company().isIsolated() ? 1 : 0))
            .metricSnapshot(
                gauge(
                    "replication_differing_partitions",
                    "partitions in which view and cluster differed when last compared",
                    standing.replication().differing()))
            .metricSnapshot(
                gauge(
                    "replication_waiting",
                    "changes that have arrived and do not show yet",
                    standing.replication().waiting()));
    standing.journal().ifPresent(journal -> add(journal, snapshots));
    return snapshots.build();
  }

  private static GaugeSnapshot held(Standing standing) {
    var gauge =
        GaugeSnapshot.builder()
            .name("rollcall_leases_held")
            .help("leases that are over and not ended, by the reason");
    for (Hold.Reason reason : Hold.Reason.values()) {
      int leases =
          standing.holds().stream()
              .filter(hold -> hold.reason() == reason)
              .mapToInt(Hold::leases)
              .sum();
      gauge.dataPoint(
          GaugeDataPointSnapshot.builder()
              .labels(Labels.of("reason", reason.name().toLowerCase(Locale.ROOT)))
              .value(leases)
              .build());
    }
    return gauge.build();
  }

  private static void add(JournalState journal, MetricSnapshots.Builder snapshots) {
    snapshots
        .metricSnapshot(gauge("journal_bytes", "size of the journal", (double) journal.bytes()))
        .metricSnapshot(
            gauge("journal_waiting", "changes that are not in the journal yet", journal.waiting()))
        .metricSnapshot(
            gauge(
                "journal_restored",
                "instances that came from journals and were not heard of since",
                journal.restored()))
        .metricSnapshot(
            gauge(
                "journal_healthy",
                "1 while the journal can be written",
                journal.trouble().isEmpty() ? 1 : 0));
  }

  private static GaugeSnapshot gauge(String name, String help, double value) {
    return GaugeSnapshot.builder()
        .name("rollcall_" + name)
        .help(help)
        .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
        .build();
  }
}
