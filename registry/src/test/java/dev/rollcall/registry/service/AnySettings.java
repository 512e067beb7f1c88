package dev.rollcall.registry.service;

import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Pace;
import dev.rollcall.registry.instance.Probe;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.service.LocalityPreference.Mode;
import dev.rollcall.registry.state.HybridTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Settings of every kind, and the traces of deleted ones; of few services, so that they meet. */
public final class AnySettings {
  private AnySettings() {}

  public static Arbitrary<SettingsEntry> entries() {
    return Combinators.combine(services(), times(), settings().optional()).as(SettingsEntry::new);
  }

  public static Arbitrary<ServiceName> services() {
    return Arbitraries.of("web", "db", "a.b.c.d.e.f.g.h").map(ServiceName::new);
  }

  /** Any settings that are allowed. */
  public static Arbitrary<ServiceSettings> settings() {
    return Combinators.combine(
            numbers(1, 86_400).map(AnySettings::seconds),
            numbers(1, 100),
            Arbitraries.of(true, false).optional(),
            Arbitraries.of(true, false).optional(),
            numbers(1, 100),
            checks(),
            Combinators.combine(Arbitraries.of(Mode.class), numbers(0, 100))
                .as(LocalityPreference::new)
                .optional(),
            Arbitraries.of("moving", "日本 😀", "x".repeat(200)).map(Maintenance::new).optional())
        .as(ServiceSettings::new);
  }

  private static Arbitrary<List<Check>> checks() {
    return Arbitraries.<Probe>of(
            Probe.Http.get("http", "/health"),
            new Probe.Http(
                "http", true, "POST", "/", Map.of("X-B", "2", "X-A", "1"), Probe.Http.SUCCESS),
            new Probe.Tcp("db"))
        .map(probe -> new Check(probe, Pace.DEFAULT))
        .list()
        .ofMaxSize(3)
        .uniqueElements(Check::name);
  }

  /** Some are equal: so it is after a split. */
  static Arbitrary<HybridTime> times() {
    return Arbitraries.longs().between(0, 5).map(HybridTime::new);
  }

  private static Arbitrary<OptionalInt> numbers(int least, int most) {
    return Arbitraries.integers()
        .between(least, most)
        .map(OptionalInt::of)
        .optional()
        .map(value -> value.orElse(OptionalInt.empty()));
  }

  private static Optional<Duration> seconds(OptionalInt value) {
    return value.isPresent() ? Optional.of(Duration.ofSeconds(value.getAsInt())) : Optional.empty();
  }
}
