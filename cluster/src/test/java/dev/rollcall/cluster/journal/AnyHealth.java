package dev.rollcall.cluster.journal;

import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.Pace;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Probe;
import dev.rollcall.registry.instance.Range;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.instance.Supervision;
import dev.rollcall.registry.instance.Verdict;
import dev.rollcall.registry.state.CheckResult;
import dev.rollcall.registry.state.Oversight;
import dev.rollcall.registry.state.StatusOverride;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** How instances are looked after, and what others say of them, with every field in use. */
final class AnyHealth {
  private AnyHealth() {}

  /** The instance with a drain time of its own and, where there is something to probe, checks. */
  static Arbitrary<Instance> supervised(Instance instance) {
    Arbitrary<Duration> drains = Arbitraries.integers().between(0, 3_600).map(Duration::ofSeconds);
    List<String> ports =
        instance.ports().stream()
            .filter(port -> port.protocol() == Port.Protocol.TCP)
            .map(Port::name)
            .toList();
    if (ports.isEmpty() || instance.endpoint() instanceof Endpoint.ExternalHost) {
      return drains.map(drain -> instance.withSupervision(Supervision.NONE.withDrain(drain)));
    }
    return Combinators.combine(
            checks(ports),
            Arbitraries.integers().between(1, 604_800).map(Duration::ofSeconds).optional(),
            drains,
            Arbitraries.of(true, false))
        .as(
            (checks, removeAfter, drain, hasLease) -> {
              Instance checked =
                  instance.withSupervision(new Supervision(checks, removeAfter, drain));
              return hasLease ? checked : checked.withoutLease();
            });
  }

  static Arbitrary<Oversight> oversights() {
    Arbitrary<List<CheckResult>> results =
        Combinators.combine(
                Arbitraries.of("tcp:a", "http:b"),
                Arbitraries.of(Verdict.class),
                Arbitraries.strings().ofMaxLength(100),
                AnyItem.times())
            .as(CheckResult::new)
            .list()
            .uniqueElements(CheckResult::check)
            .ofMaxSize(3);
    return Combinators.combine(overrides(), results).as(Oversight::new);
  }

  static Arbitrary<Optional<StatusOverride>> overrides() {
    return Combinators.combine(
            Arbitraries.of(Status.class),
            Arbitraries.of("disk swap", "näme 日本", "x".repeat(200)),
            AnyItem.times())
        .as(StatusOverride::new)
        .optional();
  }

  private static Arbitrary<List<Check>> checks(List<String> ports) {
    return Combinators.combine(
            Arbitraries.of("a", "by:hand", "c_d.e"),
            Arbitraries.of(ports).flatMap(AnyHealth::probe),
            paces())
        .as(Check::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .uniqueElements(Check::name);
  }

  private static Arbitrary<Probe> probe(String port) {
    return Arbitraries.of(
        new Probe.Tcp(port),
        new Probe.Grpc(port, true, Optional.empty()),
        new Probe.Grpc(port, false, Optional.of("pkg.Service")),
        Probe.Http.get(port, "/health"),
        new Probe.Http(
            port, true, "POST", "/a?b=c", Map.of("X-A", "b c", "Host", ""), new Range(100, 599)));
  }

  private static Arbitrary<Pace> paces() {
    return Combinators.combine(
            Arbitraries.integers().between(1_000, 3_600_000),
            Arbitraries.integers().between(100, 1_000),
            Arbitraries.integers().between(1, 10),
            Arbitraries.integers().between(1, 10),
            Arbitraries.of(Verdict.class))
        .as(
            (interval, timeout, rise, fall, initial) ->
                new Pace(
                    Duration.ofMillis(interval), Duration.ofMillis(timeout), rise, fall, initial));
  }
}
