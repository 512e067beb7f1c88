package dev.rollcall.server;

import dev.rollcall.dns.DnsServer;
import dev.rollcall.dns.DnsStatistics;
import dev.rollcall.dns.TransportStatistics;
import dev.rollcall.dns.tally.Latency;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the DNS side tells Prometheus: the counters of its threads, summed once for each scrape. */
final class DnsMetrics implements MultiCollector {
  /** In nanoseconds. Divided by, so that a bound reads 0.001024. */
  private static final double SECOND = 1e9;

  private final DnsServer server;

  DnsMetrics(DnsServer server) {
    this.server = server;
  }

  @Override
  public MetricSnapshots collect() {
    DnsStatistics counted = server.statistics();
    return MetricSnapshots.of(
        counter("queries", "queries by type", "type", counted, TransportStatistics::queries),
        counter("replies", "replies by their code", "rcode", counted, TransportStatistics::replies),
        counter(
            "drops",
            "packets not answered as they asked, connections closed on a client",
            "reason",
            counted,
            TransportStatistics::drops),
        counter(
            "cookies",
            "queries by what their cookie says",
            "cookie",
            counted,
            TransportStatistics::cookies),
        truncated(counted),
        latency(counted),
        connections(counted));
  }

  private static <K extends Enum<K>> CounterSnapshot counter(
      String name,
      String help,
      String label,
      DnsStatistics counted,
      Function<TransportStatistics, Map<K, Long>> family) {
    var counter = CounterSnapshot.builder().name("rollcall_dns_" + name).help(help);
    transports(counted)
        .forEach(
            transport ->
                family
                    .apply(transport.statistics())
                    .forEach(
                        (key, count) ->
                            counter.dataPoint(
                                CounterDataPointSnapshot.builder()
                                    .labels(transport.labels().add(label, inLowerCase(key)))
                                    .value((double) count)
                                    .build())));
    return counter.build();
  }

  private static CounterSnapshot truncated(DnsStatistics counted) {
    var counter =
        CounterSnapshot.builder()
            .name("rollcall_dns_truncated")
            .help("replies that asked the client to come back over TCP");
    transports(counted)
        .forEach(
            transport ->
                counter.dataPoint(
                    CounterDataPointSnapshot.builder()
                        .labels(transport.labels())
                        .value((double) transport.statistics().truncated())
                        .build()));
    return counter.build();
  }

  private static HistogramSnapshot latency(DnsStatistics counted) {
    var histogram =
        HistogramSnapshot.builder()
            .name("rollcall_dns_latency_seconds")
            .help("time from the arrival of a query until the system had its reply");
    transports(counted)
        .forEach(
            transport ->
                histogram.dataPoint(
                    HistogramDataPointSnapshot.builder()
                        .labels(transport.labels())
                        .classicHistogramBuckets(
                            ClassicHistogramBuckets.of(
                                bounds(), transport.statistics().latencies()))
                        .sum(transport.statistics().latencySum() / SECOND)
                        .build()));
    return histogram.build();
  }

  private static GaugeSnapshot connections(DnsStatistics counted) {
    return GaugeSnapshot.builder()
        .name("rollcall_dns_connections")
        .help("TCP clients that are connected")
        .dataPoint(GaugeDataPointSnapshot.builder().value(counted.openConnections()).build())
        .build();
  }

  /** In seconds; what took longer than the last is counted under infinity. */
  private static List<Double> bounds() {
    return IntStream.rangeClosed(0, Latency.BOUNDS)
        .mapToObj(
            place ->
                place == Latency.BOUNDS ? Double.POSITIVE_INFINITY : Latency.bound(place) / SECOND)
        .toList();
  }

  /** What one transport counted, and its label. */
  private record Transport(Labels labels, TransportStatistics statistics) {}

  private static Stream<Transport> transports(DnsStatistics counted) {
    return Stream.of(
        new Transport(Labels.of("transport", "udp"), counted.udp()),
        new Transport(Labels.of("transport", "tcp"), counted.tcp()));
  }

  private static String inLowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
