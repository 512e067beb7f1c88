package dev.rollcall.cluster.journal;

import dev.rollcall.registry.agreed.AnyAgreed;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.Locality;
import dev.rollcall.registry.instance.Metadata;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.instance.Tag;
import dev.rollcall.registry.state.AnyEntry;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.RemovalReason;
import dev.rollcall.registry.state.Tombstone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;

/** Items of every kind, with entries that use every field. */
final class AnyItem implements ArbitrarySupplier<JournalItem> {
  @Override
  public Arbitrary<JournalItem> get() {
    Arbitrary<Entry> entries = Arbitraries.oneOf(new AnyEntry().get(), registered(), tombstones());
    return Arbitraries.oneOf(
        entries.map(JournalItem.State::new),
        Combinators.combine(keys(), versions()).as(JournalItem.Dropped::new),
        new AnyAgreed().get().map(JournalItem.Facts::new),
        Arbitraries.longs().map(millis -> new JournalItem.SignOfLife(Instant.ofEpochMilli(millis))),
        Arbitraries.integers().map(JournalItem.End::new));
  }

  private static Arbitrary<Registered> registered() {
    return Combinators.combine(
            instances(),
            versions(),
            times(),
            times(),
            Arbitraries.of(true, false),
            AnyHealth.oversights())
        .as(Registered::new);
  }

  private static Arbitrary<Tombstone> tombstones() {
    return Combinators.combine(
            keys(), versions(), Arbitraries.of(RemovalReason.class), times(), AnyHealth.overrides())
        .as(Tombstone::new);
  }

  private static Arbitrary<Instance> instances() {
    Arbitrary<Instance> plain =
        Combinators.combine(keys(), endpoints(), ports())
            .as((key, endpoint, ports) -> Instance.of(key, endpoint, ports.toArray(Port[]::new)));
    return Combinators.combine(
            plain,
            Arbitraries.integers().between(0, 65_535),
            Arbitraries.integers().between(0, 65_535),
            labels().map(Tag::new).list().ofMaxSize(5),
            labels().map(Locality::new).optional(),
            metadata(),
            Arbitraries.integers().between(1, 86_400).map(Duration::ofSeconds),
            Arbitraries.of(Status.class))
        .as(AnyItem::instance)
        .flatMap(AnyHealth::supervised);
  }

  private static Instance instance(
      Instance plain,
      int priority,
      int weight,
      List<Tag> tags,
      Optional<Locality> locality,
      Metadata metadata,
      Duration lease,
      Status status) {
    return new Instance(
        plain.key(),
        plain.endpoint(),
        plain.ports(),
        priority,
        weight,
        tags,
        locality,
        metadata,
        lease,
        status);
  }

  private static Arbitrary<Endpoint> endpoints() {
    Arbitrary<IpAddress> addresses =
        Arbitraries.of("10.0.0.1", "192.0.2.255", "fd00::5", "::1", "2001:db8::1:0:0:7")
            .map(IpAddress::parse);
    return Arbitraries.oneOf(
        addresses.list().ofMinSize(1).ofMaxSize(5).map(Endpoint.Addresses::new),
        Arbitraries.of("db.example.com", "a.b").map(Endpoint.ExternalHost::new));
  }

  private static Arbitrary<List<Port>> ports() {
    return Combinators.combine(
            Arbitraries.of("http", "grpc", "a1", "default"),
            Arbitraries.integers().between(1, 65_535),
            Arbitraries.of(Port.Protocol.class))
        .as(Port::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .uniqueElements(Port::name);
  }

  private static Arbitrary<Metadata> metadata() {
    return Arbitraries.maps(
            Arbitraries.of("version", "a b", "x", "KEY"), Arbitraries.strings().ofMaxLength(40))
        .map(Metadata::new);
  }

  private static Arbitrary<InstanceKey> keys() {
    return Combinators.combine(
            Arbitraries.of("orders", "orders.prod", "a.b.c.d.e.f.g.h").map(ServiceName::new),
            Arbitraries.of("a", "host:orders:8080", "näme 日本 😀").map(InstanceId::new))
        .as(InstanceKey::new);
  }

  private static Arbitrary<String> labels() {
    return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(63);
  }

  private static Arbitrary<InstanceVersion> versions() {
    return Combinators.combine(times(), Arbitraries.longs()).as(InstanceVersion::new);
  }

  static Arbitrary<HybridTime> times() {
    return Arbitraries.longs().map(HybridTime::new);
  }
}
