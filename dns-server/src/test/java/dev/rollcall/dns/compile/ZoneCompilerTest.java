package dev.rollcall.dns.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.Instances;
import dev.rollcall.dns.ServedZone;
import dev.rollcall.dns.ZoneSettings;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.name.ZoneName;
import dev.rollcall.dns.record.Octets;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.dns.zone.Zone;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.Member;
import dev.rollcall.registry.Service;
import dev.rollcall.registry.agreed.Agreed;
import dev.rollcall.registry.agreed.Agreement;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.live.InMemoryAgreement;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.RemovalReason;
import dev.rollcall.registry.state.Tombstone;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class ZoneCompilerTest {
  private static final IpAddress IP = IpAddress.parse("10.0.0.1");
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final LiveView view = new LiveView();
  private final Agreement agreement = new InMemoryAgreement(view);
  private final Serial serial = new Serial(agreement, () -> NOON);
  private final Zone zone = new Zone(new ZoneName("z"));

  @AfterEach
  void close() {
    view.close();
  }

  @Test
  void aServiceIsForgottenWithItsLastTombstone() {
    follow();
    InstanceVersion gone = InstanceVersion.first(HybridTime.at(NOON)).next();
    InstanceKey key = InstanceKey.of("deep.web", "a");
    view.apply(registered(key, NOON)).join();
    view.apply(new Tombstone(key, gone, RemovalReason.EXPIRED, HybridTime.at(NOON))).join();
    assertTrue(find("deep.web.z") != null);
    view.forget(key, gone).join();
    assertTrue(Stream.of("deep.web.z", "web.z", "_deep._tcp.web.z").allMatch(n -> find(n) == null));
  }

  @Test
  void aSubServiceThatIsForgottenGivesTheNameBack() {
    follow();
    InstanceKey sub = InstanceKey.of("orders.prod", "x");
    view.apply(registered(InstanceKey.of("prod", "orders"), NOON)).join();
    Node asInstance = find("orders.prod.z");
    view.apply(registered(sub, NOON)).join();
    assertTrue(find("x.orders.prod.z") != null);
    assertNotEquals(asInstance, find("orders.prod.z"));
    view.forget(sub, InstanceVersion.first(HybridTime.at(NOON))).join();
    Node again = find("orders.prod.z");
    assertTrue(again != null && again.answerTo(Type.SRV) != null);
    assertTrue(find("x.orders.prod.z") == null);
  }

  @Test
  void aNameThatMovesToAnotherServiceIsNeverMissing() {
    InstanceKey sub = InstanceKey.of("orders.prod", "x");
    view.apply(registered(InstanceKey.of("prod", "orders"), NOON)).join();
    var catalog = new ObservedCatalog(view);
    var compiler = compilerOf(catalog);
    compiler.changed(changes("prod"));
    catalog.whenAsked = name -> assertTrue(find("orders.prod.z") != null, name::text);
    // The one that loses the name comes first, whichever it is.
    view.apply(registered(sub, NOON)).join();
    compiler.changed(changes("prod", "orders.prod"));
    assertTrue(find("x.orders.prod.z") != null);
    view.forget(sub, InstanceVersion.first(HybridTime.at(NOON))).join();
    compiler.changed(changes("orders.prod", "prod"));
    assertTrue(find("x.orders.prod.z") == null);
  }

  @Test
  void whatWasThereBeforeIsCompiledToo() {
    view.apply(registered(InstanceKey.of("web", "a"), NOON)).join();
    follow();
    assertTrue(find("a.web.z") != null);
  }

  @Test
  void theSerialIsTheSecondOfTheNewestChangeAndNeverGoesBack() {
    try (ServedZone served = ServedZone.empty()) {
      served.register(Instances.of("web", "a", "10.0.0.1"));
      Instant changed =
          served.registry().catalog().services().stream()
              .flatMap(name -> served.registry().catalog().service(name).stream())
              .flatMap(service -> service.entries().stream())
              .map(entry -> entry.changed().instant())
              .max(Instant::compareTo)
              .orElseThrow();
      assertEquals(changed.getEpochSecond(), serial(served));
      served.compiler().changed(List.of());
      assertEquals(changed.getEpochSecond(), serial(served));
    }
  }

  @Test
  void withoutAnyChangeTheSerialIsTheSecondOfTheStart() {
    try (ServedZone served = ServedZone.empty()) {
      assertEquals(ServedZone.STARTED.getEpochSecond(), serial(served));
    }
  }

  @Test
  void theSerialOfANodeThatComesLateIsThatOfTheOthers() {
    agreement.contribute(Agreed.serial(NOON.minusSeconds(90).getEpochSecond()));
    view.apply(registered(InstanceKey.of("web", "a"), NOON.minusSeconds(60))).join();
    follow();
    assertEquals(NOON.minusSeconds(60).getEpochSecond(), serial());
  }

  @Test
  void whatIsAgreedIsShownWithoutAnyChange() {
    follow();
    long risen = NOON.plusSeconds(60).getEpochSecond();
    agreement.contribute(Agreed.serial(risen)).toCompletableFuture().join();
    assertEquals(risen, serial());
    assertEquals(risen, serial(Objects.requireNonNull(zone.negativeAuthority())));
  }

  @Test
  void theSerialRisesWhenMembersCome() {
    follow();
    view.tellMembers(List.of(new Member("a", "a:1", List.of(IP), true, 0)));
    view.tellMembers(List.of(new Member("a", "a:1", List.of(IP, IP), true, 0)));
    long start = NOON.getEpochSecond();
    awaitAgreed(start + 2);
    assertEquals(start + 2, serial());
  }

  @Test
  void theSerialRisesWhenATombstoneIsDropped() {
    follow();
    InstanceVersion gone = InstanceVersion.first(HybridTime.at(NOON)).next();
    InstanceKey key = InstanceKey.of("web", "a");
    view.apply(new Tombstone(key, gone, RemovalReason.EXPIRED, HybridTime.at(NOON))).join();
    view.forget(key, gone).join();
    assertEquals(NOON.plus(Tombstone.KEPT).getEpochSecond(), serial());
  }

  @Test
  void anOlderChangeDoesNotLowerTheSerial() {
    follow();
    view.apply(registered(InstanceKey.of("web", "a"), NOON)).join();
    var before = zone.negativeAuthority();
    view.apply(registered(InstanceKey.of("web", "b"), NOON.minusSeconds(60))).join();
    assertEquals(before, zone.negativeAuthority());
    view.apply(registered(InstanceKey.of("web", "c"), NOON.plusSeconds(1))).join();
    assertNotEquals(before, zone.negativeAuthority());
  }

  @Test
  void eachMemberIsANameServer() {
    try (ServedZone served = ServedZone.empty()) {
      served.compiler().membersChanged(List.of(member("10.0.0.1"), member(), member("10.0.0.3")));
      assertEquals(2, served.ask("service.internal", Type.NS).getSection(Section.ANSWER).size());
      Record second =
          served.ask("ns2.service.internal", Type.A).getSection(Section.ANSWER).getFirst();
      assertEquals("10.0.0.3", ((ARecord) second).getAddress().getHostAddress());

      served.compiler().membersChanged(List.of(member("10.0.0.3")));
      assertEquals(1, served.ask("service.internal", Type.NS).getSection(Section.ANSWER).size());
      assertEquals(Rcode.NXDOMAIN, served.ask("ns2.service.internal", Type.A).getRcode());

      served.compiler().membersChanged(List.of(member()));
      Record own = served.ask("ns1.service.internal", Type.A).getSection(Section.ANSWER).getFirst();
      assertEquals("127.0.0.1", ((ARecord) own).getAddress().getHostAddress());
    }
  }

  @Test
  void rotationGoesOnWhereItWasWhenAServiceChanges() {
    try (ServedZone served = ServedZone.empty()) {
      for (int i = 1; i <= 3; i++) {
        served.register(Instances.of("web", "i" + i, "10.0.0." + i));
      }
      assertEquals("10.0.0.1", first(served));
      served.change(InstanceKey.of("web", "i1"), Status.UP);
      assertEquals("10.0.0.2", first(served));
      assertEquals("10.0.0.3", first(served));
    }
  }

  @Test
  void theOrderOfAddressesFollowsWeightAndPriority() {
    try (ServedZone served = ServedZone.empty()) {
      served.register(Instances.of("web", "a", "10.0.0.1").withWeight(3));
      served.register(Instances.of("web", "b", "10.0.0.2").withWeight(1));
      served.register(Instances.of("web", "c", "10.0.0.3").withWeight(9).withPriority(1));
      var counts = new HashMap<String, Integer>();
      for (int i = 0; i < 400; i++) {
        counts.merge(first(served), 1, Integer::sum);
      }
      assertEquals(Map.of("10.0.0.1", 300, "10.0.0.2", 100), counts);
    }
  }

  @Test
  void eachInstanceComesFirstAsOftenHoweverManyAddressesItHas() {
    try (ServedZone served = ServedZone.empty()) {
      served.register(Instances.of("web", "a", "10.0.1.1"));
      served.register(Instances.of("web", "b", "10.0.2.1", "10.0.2.2", "fd00::2:1"));
      served.register(Instances.of("web", "c", "10.0.3.1", "10.0.3.2", "10.0.3.3", "fd00::3:1"));
      var counts = new HashMap<String, Integer>();
      for (int i = 0; i < 18; i++) {
        counts.merge(first(served), 1, Integer::sum);
      }
      assertEquals(
          Map.of(
              "10.0.1.1",
              6,
              "10.0.2.1",
              3,
              "10.0.2.2",
              3,
              "10.0.3.1",
              2,
              "10.0.3.2",
              2,
              "10.0.3.3",
              2),
          counts);
    }
  }

  @Test
  void aServiceThatCannotBeCompiledKeepsNothingFromTheOthers() {
    view.apply(registered(InstanceKey.of("broken", "a"), NOON)).join();
    var catalog = new ObservedCatalog(view);
    var compiler = compilerOf(catalog);
    compiler.changed(changes("broken"));
    Node before = find("a.broken.z");
    var authority = zone.negativeAuthority();

    view.apply(registered(InstanceKey.of("web", "a"), NOON)).join();
    catalog.whenAsked = ZoneCompilerTest::refuseBroken;
    List<Change> changes = List.of(change("broken", NOON), change("web", NOON.plusSeconds(9)));
    serial.changed(changes);
    var thrown = assertThrows(IllegalStateException.class, () -> compiler.changed(changes));
    assertEquals("cannot compile the service broken", thrown.getMessage());
    assertTrue(before != null && before == find("a.broken.z"));
    assertTrue(find("a.web.z") != null);
    assertNotEquals(authority, zone.negativeAuthority());
  }

  private void follow() {
    serial.follow(view);
    view.follow(compilerOf(view));
    view.markLoaded().join();
  }

  private ZoneCompiler compilerOf(Catalog catalog) {
    return new ZoneCompiler(
        zone,
        catalog,
        ZoneSettings.DEFAULT_TTL,
        ZoneSettings.DEFAULT_NEGATIVE_TTL,
        List.of(),
        serial);
  }

  /** The instance {@code a} of each service came. */
  private static List<Change> changes(String... services) {
    return Stream.of(services).map(service -> change(service, NOON)).toList();
  }

  private static Change change(String service, Instant when) {
    InstanceKey key = InstanceKey.of(service, "a");
    return new Change(key, null, registered(key, when));
  }

  private static void refuseBroken(ServiceName name) {
    if (name.text().equals("broken")) {
      throw new IllegalStateException("broken");
    }
  }

  private @Nullable Node find(String name) {
    return zone.names().find(DomainName.of(name));
  }

  private static Entry registered(InstanceKey key, Instant when) {
    HybridTime time = HybridTime.at(when);
    var instance = Instances.of(key.service().text(), key.id().text(), "10.0.0.1");
    return new Registered(instance, InstanceVersion.first(time), time, time);
  }

  private static Member member(String... addresses) {
    return new Member(
        "id", "host:1", Stream.of(addresses).map(IpAddress::parse).toList(), false, 0);
  }

  private void awaitAgreed(long serial) {
    var met = new CompletableFuture<Void>();
    agreement.follow(
        agreed -> {
          if (agreed.serial() == serial) {
            met.complete(null);
          }
        });
    met.orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** As it stands in the octets of the zone's record. */
  private long serial() {
    Node node = Objects.requireNonNull(zone.names().find(zone.apex()));
    return serial(Objects.requireNonNull(node.set(Type.SOA)).record(0));
  }

  private static long serial(WireRecord record) {
    var octets = new Octets(record.length());
    record.writeTo(octets, 0);
    return octets.getLong(record.length() - 5 * Integer.BYTES) >>> Integer.SIZE;
  }

  private static long serial(ServedZone served) {
    Record soa = served.ask("service.internal", Type.SOA).getSection(Section.ANSWER).getFirst();
    return ((SOARecord) soa).getSerial();
  }

  private static String first(ServedZone served) {
    Record record =
        served.ask("web.service.internal", Type.A).getSection(Section.ANSWER).getFirst();
    return ((ARecord) record).getAddress().getHostAddress();
  }

  /** Tells the test of each service that it is asked for. */
  private static final class ObservedCatalog implements Catalog {
    private final Catalog sound;
    private Consumer<ServiceName> whenAsked = name -> {};

    ObservedCatalog(Catalog sound) {
      this.sound = sound;
    }

    @Override
    public List<ServiceName> services() {
      return sound.services();
    }

    @Override
    public Optional<Service> service(ServiceName name) {
      whenAsked.accept(name);
      return sound.service(name);
    }

    @Override
    public Optional<SettingsEntry> settingsEntry(ServiceName name) {
      return sound.settingsEntry(name);
    }

    @Override
    public Collection<SettingsEntry> settingsEntries() {
      return sound.settingsEntries();
    }

    @Override
    public boolean isLoaded() {
      return sound.isLoaded();
    }

    @Override
    public boolean isStale() {
      return sound.isStale();
    }

    @Override
    public void follow(Follower follower) {
      sound.follow(follower);
    }
  }
}
