package dev.rollcall.server;

import dev.rollcall.api.ApiActivity.RequestCount;
import dev.rollcall.api.RegistrationApi;
import dev.rollcall.cluster.ClusterNode;
import dev.rollcall.dns.DnsServer;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Membership;
import dev.rollcall.registry.instance.Status;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What a node tells Prometheus. Values are read when somebody asks; nothing is counted twice. */
final class Metrics implements AutoCloseable {
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  Metrics() {
    new JvmInfoMetrics().bindTo(meters);
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    new FileDescriptorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
    collections.bindTo(meters);
  }

  /** Tells of the registry from now on. */
  void observe(Catalog catalog, Membership membership) {
    var population = new Population();
    catalog.follow(population);
    gauge(
        "rollcall.registry.services",
        "services with a registered instance",
        population,
        Population::services);
    for (Status status : Status.values()) {
      Gauge.builder("rollcall.registry.instances", population, counted -> counted.instances(status))
          .description("registered instances by what they say of themselves")
          .tags(tag("status", status))
          .register(meters);
    }
    gauge(
        "rollcall.registry.tombstones",
        "instances that left and are remembered",
        population,
        Population::tombstones);
    gauge(
        "rollcall.registry.leases",
        "leases that this node keeps",
        membership,
        seen -> seen.standing().leasesHeld());
    gauge(
        "rollcall.registry.members",
        "members of the cluster, this node included",
        membership,
        seen -> seen.members().size());
    meters.getPrometheusRegistry().register(new StandingMetrics(membership));
  }

  /** Tells of what has become of leases from now on. */
  void observe(ClusterNode cluster) {
    counter(
        "rollcall.leases.inquests",
        "questions to the other members about leases that were over",
        Tags.empty(),
        cluster,
        it -> it.leaseEvents().inquests());
    counter(
        "rollcall.leases.revived",
        "instances that this node brought back after a wrong end",
        Tags.empty(),
        cluster,
        it -> it.leaseEvents().revived());
    counter(
        "rollcall.pauses",
        "pauses of this node, after each of which its leases started over",
        Tags.empty(),
        cluster,
        it -> it.leaseEvents().pauses());
  }

  /** Tells of the DNS side from now on. */
  void observe(DnsServer dns) {
    meters.getPrometheusRegistry().register(new DnsMetrics(dns));
  }

  /** Tells of the HTTP side from now on. */
  void observe(RegistrationApi api) {
    List<RequestCount> requests = api.activity().requests();
    for (int i = 0; i < requests.size(); i++) {
      int place = i;
      RequestCount request = requests.get(i);
      counter(
          "rollcall.http.requests",
          "requests by what was asked and the class of the answer",
          Tags.of("operation", request.operation(), "status", request.statusClass()),
          api,
          it -> it.activity().requests().get(place).count());
    }
    counter(
        "rollcall.http.renewals",
        "leases that were renewed",
        Tags.empty(),
        api,
        it -> it.activity().renewals());
    counter(
        "rollcall.http.renewals.unknown",
        "heartbeats for instances that were not registered",
        Tags.empty(),
        api,
        it -> it.activity().unknownRenewals());
    gauge(
        "rollcall.watch.watchers",
        "clients that wait for changes",
        api,
        it -> it.activity().watch().watchers());
    counter(
        "rollcall.watch.events",
        "instances and changes that were told, once for each watcher",
        Tags.empty(),
        api,
        it -> it.activity().watch().events());
    counter(
        "rollcall.watch.resyncs",
        "times that a watcher was told all that is there",
        Tags.empty(),
        api,
        it -> it.activity().watch().resyncs());
  }

  /** All of it in the Prometheus text format. Any thread. */
  String text() {
    return meters.scrape();
  }

  @Override
  public void close() {
    collections.close();
    meters.close();
  }

  private <T> void gauge(String name, String description, T source, ToDoubleFunction<T> value) {
    Gauge.builder(name, source, value)
        .description(description)
        .strongReference(true)
        .register(meters);
  }

  private <T> void counter(
      String name, String description, Tags tags, T source, ToDoubleFunction<T> value) {
    FunctionCounter.builder(name, source, value)
        .description(description)
        .tags(tags)
        .register(meters);
  }

  private static Tags tag(String key, Enum<?> value) {
    return Tags.of(key, value.name().toLowerCase(Locale.ROOT));
  }
}
