package dev.rollcall.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.dns.AnswerPropertiesTest.Step;
import dev.rollcall.dns.compile.Serial;
import dev.rollcall.dns.compile.ZoneCompiler;
import dev.rollcall.dns.compile.service.AnswerPolicies;
import dev.rollcall.dns.locality.Localities;
import dev.rollcall.dns.locality.LocalitySettings;
import dev.rollcall.dns.zone.Zone;
import dev.rollcall.dns.zone.ZoneText;
import dev.rollcall.dns.zonefile.ZoneFileException;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Change;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.IpNetwork;
import dev.rollcall.registry.instance.Locality;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.live.InMemoryRegistry;
import dev.rollcall.registry.service.Precondition;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.state.Amendment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * A zone that was compiled change by change, each time with what was there before, holds what is
 * compiled from nothing: names, records, their order, and in whose turn each comes first.
 */
class RecompilationPropertiesTest {
  private static final ZoneSettings SETTINGS =
      ZoneSettings.DEFAULT
          .withPolicies(
              new AnswerPolicies(
                  Map.of(new ServiceName("b"), 1), 100, Set.of(new ServiceName("c")), false))
          .withLocalities(
              new LocalitySettings(
                  new Localities(
                      Map.of(
                          new Locality("x"), List.of(IpNetwork.parse("10.1.0.0/16")),
                          new Locality("y"), List.of(IpNetwork.parse("10.2.0.0/16")))),
                  60,
                  List.of()));

  @Property(tries = 400)
  void aZoneHoldsWhatIsCompiledFromNothing(@ForAll("histories") List<List<Step>> history)
      throws ZoneFileException {
    try (ServedZone served = ServedZone.with(SETTINGS)) {
      for (List<Step> atOnce : history) {
        CompletableFuture.allOf(
                atOnce.stream()
                    .map(step -> play(step, served))
                    .toArray(CompletableFuture<?>[]::new))
            .join();
      }
      assertEquals(ZoneText.of(compiledFromNothing(served.registry())), ZoneText.of(served.zone()));
    }
  }

  private static Zone compiledFromNothing(InMemoryRegistry registry) {
    var zone = new Zone(ZoneSettings.DEFAULT_NAME);
    Catalog catalog = registry.catalog();
    var compiler =
        new ZoneCompiler(
            zone,
            List.of(),
            catalog,
            SETTINGS.ttl(),
            SETTINGS.negativeTtl(),
            SETTINGS.policies(),
            SETTINGS.localities(),
            List.of(IpAddress.parse("127.0.0.1")),
            new Serial(registry.agreement(), () -> ServedZone.STARTED));
    compiler.changed(
        catalog.services().stream()
            .flatMap(name -> catalog.service(name).orElseThrow().entries().stream())
            .map(entry -> new Change(entry.key(), null, entry))
            .toList());
    return zone;
  }

  private static CompletableFuture<?> play(Step step, ServedZone served) {
    InMemoryRegistry registry = served.registry();
    return switch (step) {
      case Step.Register(var instance) -> registry.register(instance).toCompletableFuture();
      case Step.Change(var key, var status) ->
          registry.amend(key, Amendment.of(status)).toCompletableFuture();
      case Step.Deregister(var key) -> registry.deregister(key).toCompletableFuture();
      case Step.Settle(var service, var settings) ->
          registry.settings().put(service, settings, Precondition.ANYTHING).toCompletableFuture();
      case Step.Oversee(var key, var status) -> served.oversee(key, status);
      case Step.Report(var key, var verdict) -> served.report(key, verdict);
    };
  }

  /** What lies in one list happens at once, as far as the view's thread gets to it together. */
  @Provide
  Arbitrary<List<List<Step>>> histories() {
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(5, AnswerPropertiesTest.step()), Tuple.of(1, settling())),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 1))
        .as(RecompilationPropertiesTest::weighted)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  /** What changes how records look or how many of them there are. */
  private static Arbitrary<Step> settling() {
    return Combinators.combine(
            Arbitraries.of("a", "b", "c").map(ServiceName::new),
            Arbitraries.of(
                ServiceSettings.NONE,
                ServiceSettings.NONE.withTtl(Duration.ofSeconds(60)),
                ServiceSettings.NONE.withAnswerLimit(2),
                ServiceSettings.NONE.withSubset(true)))
        .as(Step.Settle::new);
  }

  private static Step weighted(Step step, int weight, int priority) {
    return step instanceof Step.Register(var instance)
        ? new Step.Register(instance.withWeight(weight).withPriority(priority))
        : step;
  }
}
