package dev.rollcall.dns.compile.service;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.ZoneSettings;
import dev.rollcall.dns.compile.Serial;
import dev.rollcall.dns.compile.ZoneCompiler;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.name.ZoneName;
import dev.rollcall.dns.zone.Zone;
import dev.rollcall.registry.instance.Endpoint.Addresses;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Locality;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Port.Protocol;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.instance.Tag;
import dev.rollcall.registry.live.InMemoryAgreement;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the domain allows has names, at the greatest lengths too. */
class LongNamesTest {
  private static final HybridTime NOON = HybridTime.at(Instant.parse("2026-11-20T12:00:00Z"));

  @Property(tries = 200)
  void everythingLegalIsCompiled(
      @ForAll("services") ServiceName service,
      @ForAll("ids") InstanceId id,
      @ForAll("ports") Port port,
      @ForAll("zones") ZoneName zoneName) {
    var zone = new Zone(zoneName);
    var longest = "t".repeat(63);
    var instance =
        Instance.of(new InstanceKey(service, id), Addresses.of("10.0.0.1", "fd00::1"), port)
            .withTags(new Tag(longest), new Tag("t"))
            .withLocality(new Locality(longest));
    try (var view = new LiveView()) {
      view.follow(
          new ZoneCompiler(
              zone,
              view,
              ZoneSettings.DEFAULT_TTL,
              ZoneSettings.DEFAULT_NEGATIVE_TTL,
              List.of(),
              new Serial(new InMemoryAgreement(view), NOON::instant)));
      view.apply(new Registered(instance, InstanceVersion.first(NOON), NOON, NOON)).join();
    }
    var names = ServiceNames.of(zone.apex(), service);
    for (var name :
        List.of(
            names.service(),
            names.instance(id.label()),
            names.port(PortName.of(port)),
            names.overProtocol(port.protocol()),
            names.tags().child("t"),
            browsed(names, id, port.protocol()))) {
      assertTrue(zone.names().find(name) != null, name::toString);
    }
    for (Selection selection : Selection.of(instance)) {
      DomainName name = names.selection(selection);
      assertTrue(name == null || zone.names().find(name) != null, selection::toString);
    }
  }

  private static DomainName browsed(ServiceNames names, InstanceId id, Protocol protocol) {
    String label = names.isBrowsable(id.text()) ? id.text() : id.hashLabel();
    return names.overProtocol(protocol).child(label);
  }

  /** Of the greatest length, or of the greatest number of labels, or of one label. */
  @Provide
  Arbitrary<ServiceName> services() {
    Arbitrary<String> longest =
        Arbitraries.integers()
            .between(36, 62)
            .map(first -> "s".repeat(first) + "." + "t".repeat(99 - first));
    Arbitrary<String> deepest =
        Arbitraries.integers().between(1, 62).map(first -> "s".repeat(first) + ".t".repeat(7));
    Arbitrary<String> single = Arbitraries.integers().between(1, 62).map("s"::repeat);
    return Arbitraries.oneOf(longest, deepest, single).map(ServiceName::new);
  }

  @Provide
  Arbitrary<InstanceId> ids() {
    return Arbitraries.oneOf(
            Arbitraries.integers().between(1, 253).map("i"::repeat),
            Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(253))
        .map(InstanceId::new);
  }

  @Provide
  Arbitrary<Port> ports() {
    Arbitrary<String> names = Arbitraries.integers().between(1, 15).map("p"::repeat);
    return Combinators.combine(names, Arbitraries.of(Protocol.class))
        .as((name, protocol) -> new Port(name, 65_535, protocol));
  }

  @Provide
  Arbitrary<ZoneName> zones() {
    Arbitrary<String> longest =
        Arbitraries.integers()
            .between(25, 62)
            .map(first -> "y".repeat(first) + "." + "z".repeat(87 - first));
    return Arbitraries.oneOf(longest, Arbitraries.just("z")).map(ZoneName::new);
  }
}
