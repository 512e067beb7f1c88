package dev.rollcall.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Metadata;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.state.Amendment;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.RemovalReason;
import dev.rollcall.registry.state.Tombstone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/**
 * What every registry promises, with what {@link HealthContract} says. An implementation's test
 * extends this and runs on {@link #time}; what the registry does by the clock it does in {@link
 * #settle}.
 */
public abstract class RegistryContract extends HealthContract {
  private static final Duration LATEST = Duration.ofSeconds(1);
  private static final Duration JUST_UNDER = LEASE.minusMillis(1);
  private static final InstanceKey OTHER = InstanceKey.of("orders", "b");

  @Test
  void whatIsRegisteredIsSeenOnceAcknowledged() {
    var created =
        assertInstanceOf(
            Registration.Created.class, now(registry().register(instance(KEY)))); // acknowledged
    awaitEntry(KEY, entry -> entry.equals(Optional.of(created.now())));
    assertEquals(List.of(KEY.service()), catalog().services());
    assertEquals(1, created.now().version().version());
  }

  @Test
  void everyPropertyOfAnInstanceIsKept() {
    Instance full =
        new Instance(
            KEY,
            Endpoint.Addresses.of("10.0.0.5", "fd00::5"),
            List.of(Port.tcp(8080), new Port("grpc", 9090, Port.Protocol.UDP)),
            3,
            7,
            List.of(new dev.rollcall.registry.instance.Tag("canary")),
            Optional.of(new dev.rollcall.registry.instance.Locality("eu-1a")),
            new Metadata(Map.of("version", "2.3")),
            Duration.ofSeconds(77),
            Status.DRAINING);
    now(registry().register(full));
    assertEquals(full, awaitRegistered(KEY).instance());
    Instance external =
        Instance.of(
            InstanceKey.of("db", "x"), new Endpoint.ExternalHost("db.example"), Port.tcp(1));
    now(registry().register(external));
    assertEquals(external, awaitRegistered(external.key()).instance());
  }

  @Test
  void aSecondRegistrationReplacesTheFirst() {
    var created = (Registration.Created) now(registry().register(instance(KEY)));
    var replaced =
        assertInstanceOf(
            Registration.Replaced.class, now(registry().register(instance(KEY).withWeight(5))));
    assertTrue(replaced.now().supersedes(created.now()));
    assertEquals(InstanceVersion.first(replaced.now().registered()), replaced.now().version());
    awaitEntry(KEY, entry -> entry.equals(Optional.of(replaced.now())));
  }

  @Test
  void aSecondRegistrationBeginsTheLeaseAnew() {
    now(registry().register(instance(KEY)));
    awaitRegistered(KEY);
    time.advance(JUST_UNDER);
    var replaced = (Registration.Replaced) now(registry().register(instance(KEY)));
    awaitEntry(KEY, entry -> entry.equals(Optional.of(replaced.now())));
    time.advance(JUST_UNDER);
    settle();
    assertTrue(isRegistered(KEY));
  }

  @Test
  void aLeaseNeverEndsEarlyAndEndsWithinASecond() {
    now(registry().register(instance(KEY)));
    awaitRegistered(KEY);
    time.advance(JUST_UNDER);
    settle();
    assertTrue(isRegistered(KEY), "ended early");
    time.advance(LATEST);
    settle();
    assertEquals(RemovalReason.EXPIRED, awaitTombstone(KEY).reason());
  }

  @Test
  void aHeartbeatRenewsTheLease() {
    now(registry().register(instance(KEY)));
    awaitRegistered(KEY);
    for (int beat = 0; beat < 5; beat++) {
      time.advance(JUST_UNDER);
      assertEquals(new Renewal.Renewed(List.of()), now(registry().renew(List.of(KEY))));
      settle();
    }
    assertTrue(isRegistered(KEY));
    time.advance(LEASE.plus(LATEST));
    settle();
    awaitTombstone(KEY);
  }

  @Test
  void aHeartbeatForAnUnknownInstanceSaysSo() {
    InstanceKey unknown = InstanceKey.of("orders", "nobody");
    now(registry().register(instance(KEY)));
    assertEquals(
        new Renewal.Renewed(List.of(unknown)), now(registry().renew(List.of(unknown, KEY))));
  }

  @Test
  void anExpiredInstanceIsUnknownToHeartbeatsAndMayRegisterAgain() {
    var first = (Registration.Created) now(registry().register(instance(KEY)));
    awaitRegistered(KEY);
    time.advance(LEASE.plus(LATEST));
    settle();
    awaitTombstone(KEY);
    assertEquals(new Renewal.Renewed(List.of(KEY)), now(registry().renew(List.of(KEY))));
    var second =
        assertInstanceOf(Registration.Created.class, now(registry().register(instance(KEY))));
    assertTrue(second.now().supersedes(first.now()));
    assertTrue(
        second.now().version().incarnation().compareTo(first.now().version().incarnation()) > 0);
  }

  @Test
  void whatIsDeregisteredIsGoneOnceAcknowledged() {
    now(registry().register(instance(KEY)));
    assertEquals(new Removal.Removed(), now(registry().deregister(KEY)));
    assertEquals(RemovalReason.DEREGISTERED, awaitTombstone(KEY).reason());
    assertEquals(new NotRegistered(), now(registry().deregister(KEY)));
  }

  @Test
  void aServiceStaysKnownWhileATombstoneIsKeptAndNoLonger() {
    now(registry().register(instance(KEY)));
    now(registry().deregister(KEY));
    awaitTombstone(KEY);
    time.advance(Tombstone.KEPT.minusSeconds(1));
    settle();
    assertTrue(catalog().service(KEY.service()).isPresent());
    time.advance(Duration.ofSeconds(1));
    settle();
    awaitEntry(KEY, Optional::isEmpty);
    assertFalse(catalog().service(KEY.service()).isPresent());
  }

  @Test
  void anAmendmentChangesTheInstanceButNotItsLease() {
    now(registry().register(instance(KEY)));
    awaitRegistered(KEY);
    time.advance(JUST_UNDER);
    var amendment =
        new Amendment(
            Optional.of(Status.DOWN),
            OptionalInt.of(9),
            Optional.of(new Metadata(Map.of("k", "v"))));
    var amended = assertInstanceOf(Amending.Amended.class, now(registry().amend(KEY, amendment)));
    assertEquals(Status.DOWN, amended.now().instance().status());
    assertEquals(9, amended.now().instance().weight());
    awaitEntry(KEY, entry -> entry.equals(Optional.of(amended.now())));
    time.advance(LATEST);
    settle();
    awaitTombstone(KEY);
    assertEquals(new NotRegistered(), now(registry().amend(KEY, amendment)));
  }

  @Test
  void whatHasJustExpiredIsDeregisteredAllTheSame() {
    now(registry().register(instance(KEY)));
    awaitRegistered(KEY);
    time.advance(LEASE.plus(LATEST));
    settle();
    assertEquals(RemovalReason.EXPIRED, awaitTombstone(KEY).reason());
    assertEquals(new NotRegistered(), now(registry().deregister(KEY)));
    awaitEntry(
        KEY,
        entry ->
            entry.orElse(null) instanceof Tombstone gone
                && gone.reason() == RemovalReason.DEREGISTERED);
  }

  @Test
  void instancesEndOneByOneEachAtItsOwnTime() {
    for (int i = 0; i < 20; i++) {
      InstanceKey key = InstanceKey.of("fleet", "i" + i);
      now(registry().register(instance(key).withLease(Duration.ofSeconds(10 + i))));
      awaitRegistered(key);
    }
    for (int i = 0; i < 20; i++) {
      time.advance(i == 0 ? LEASE.plus(LATEST) : LATEST);
      settle();
      awaitTombstone(InstanceKey.of("fleet", "i" + i));
      assertEquals(19 - i, catalog().service(new ServiceName("fleet")).get().registered().size());
    }
  }

  @Test
  void concurrentRegistrationsOfOneKeyAreOrdered() {
    var stages = new ArrayList<CompletionStage<Registration>>();
    for (int i = 0; i < 50; i++) {
      stages.add(registry().register(instance(KEY).withWeight(i)));
    }
    var versions =
        stages.stream()
            .map(RegistryFixture::now)
            .map(
                outcome ->
                    switch (outcome) {
                      case Registration.Created(Registered held) -> held;
                      case Registration.Replaced(Registered held) -> held;
                      case Unavailable(String reason) -> throw new AssertionError(reason);
                    })
            .sorted((a, b) -> a.version().compareTo(b.version()))
            .toList();
    assertEquals(50, versions.stream().map(Registered::version).distinct().count());
    awaitEntry(KEY, entry -> entry.equals(Optional.of(versions.getLast())));
  }

  @Test
  void statesThatAreBroughtInAreShownAsTheyAreOnceAcknowledged() {
    List<Entry> known = List.of(elsewhere(KEY, 3, 7), gone(OTHER, 2));
    assertEquals(new Merging.Merged(2, 0), now(registry().merge(known)));
    assertEquals(Optional.of(known.getFirst()), entry(catalog(), KEY));
    assertEquals(Optional.of(known.getLast()), entry(catalog(), OTHER));
    known.forEach(state -> awaitEntry(state.key(), Optional.of(state)::equals));
  }

  @Test
  void whatIsBroughtInTwiceChangesNothing() {
    List<Entry> known = List.of(elsewhere(KEY, 3, 7), gone(OTHER, 2));
    now(registry().merge(known));
    assertEquals(new Merging.Merged(0, 2), now(registry().merge(known)));
    known.forEach(state -> awaitEntry(state.key(), Optional.of(state)::equals));
  }

  @Test
  void anOlderStateNeverOverwritesANewerOne() {
    Entry held = elsewhere(KEY, 3, 7);
    now(registry().merge(List.of(held, gone(OTHER, 2))));
    List<Entry> older = List.of(elsewhere(KEY, 2, 9), gone(KEY, 2), elsewhere(OTHER, 1, 1));
    assertEquals(new Merging.Merged(0, 3), now(registry().merge(older)));
    assertEquals(Optional.of(held), entry(catalog(), KEY));
    assertFalse(isRegistered(OTHER));
  }

  @Test
  void anInstanceThatIsBroughtInHasOneFullLeaseAndIsRenewed() {
    now(registry().merge(List.of(elsewhere(KEY, 1, 1))));
    awaitRegistered(KEY);
    time.advance(JUST_UNDER);
    settle();
    assertTrue(isRegistered(KEY), "ended early");
    assertEquals(new Renewal.Renewed(List.of()), now(registry().renew(List.of(KEY))));
    settle();
    time.advance(JUST_UNDER);
    settle();
    assertTrue(isRegistered(KEY), "not renewed");
    time.advance(LATEST);
    settle();
    assertEquals(RemovalReason.EXPIRED, awaitTombstone(KEY).reason());
  }

  @Test
  void whatHappensLaterSupersedesWhatWasBroughtInFromAFasterClock() {
    var ahead = HybridTime.at(time.instant().plus(Duration.ofHours(1)));
    var tombstone =
        new Tombstone(KEY, InstanceVersion.first(ahead), RemovalReason.DEREGISTERED, ahead);
    now(registry().merge(List.of(tombstone)));
    var created = (Registration.Created) now(registry().register(instance(KEY)));
    assertTrue(created.now().supersedes(tombstone));
    awaitEntry(KEY, Optional.<Entry>of(created.now())::equals);
    time.advance(Duration.ofHours(1)); // past all of it, so that tombstones are dropped in time
    settle();
  }

  /** A state that another cluster has brought about a minute ago. */
  private Registered elsewhere(InstanceKey key, int version, int weight) {
    HybridTime began = HybridTime.at(time.instant().minusSeconds(60));
    return new Registered(
        instance(key).withWeight(weight), new InstanceVersion(began, version), began, began);
  }

  private Tombstone gone(InstanceKey key, int version) {
    Registered before = elsewhere(key, version, 0);
    return new Tombstone(
        key, before.version(), RemovalReason.DEREGISTERED, before.registered().next());
  }
}
