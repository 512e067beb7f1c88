package dev.rollcall.server;

import dev.rollcall.health.HealthActivity;
import dev.rollcall.health.HealthChecks;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Locale;

/** What the health checks do, for Prometheus: asked once for each scrape. */
final class ProbeMetrics implements MultiCollector {
  private final HealthChecks checks;

  ProbeMetrics(HealthChecks checks) {
    this.checks = checks;
  }

  @Override
  public MetricSnapshots collect() {
    HealthActivity activity = checks.activity();
    return MetricSnapshots.builder()
        .metricSnapshot(
            gauge(
                "checks", "checks of registered instances, whoever makes them", activity.checks()))
        .metricSnapshot(gauge("under_way", "probes that have not ended", activity.underWay()))
        .metricSnapshot(gauge("waiting", "probes that are due and wait", activity.waiting()))
        .metricSnapshot(counter("passed", "probes that passed", activity.passed()))
        .metricSnapshot(failed(activity))
        .metricSnapshot(
            counter(
                "late", "probes later than 5 % of their interval, or left out", activity.late()))
        .metricSnapshot(
            counter(
                "discounted",
                "probes that ran out of time while this node stood still",
                activity.discounted()))
        .build();
  }

  private static CounterSnapshot failed(HealthActivity activity) {
    var counter =
        CounterSnapshot.builder()
            .name("rollcall_probes_failed")
            .help("probes that failed, by the reason");
    activity
        .failed()
        .forEach(
            (failure, count) ->
                counter.dataPoint(
                    CounterDataPointSnapshot.builder()
                        .labels(Labels.of("reason", failure.name().toLowerCase(Locale.ROOT)))
                        .value((double) count)
                        .build()));
    return counter.build();
  }

  private static CounterSnapshot counter(String name, String help, long value) {
    return CounterSnapshot.builder()
        .name("rollcall_probes_" + name)
        .help(help)
        .dataPoint(CounterDataPointSnapshot.builder().value((double) value).build())
        .build();
  }

  private static GaugeSnapshot gauge(String name, String help, int value) {
    return GaugeSnapshot.builder()
        .name("rollcall_probes_" + name)
        .help(help)
        .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
        .build();
  }
}
