package dev.rollcall.registry.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.Member;
import dev.rollcall.registry.Service;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.state.AnyEntry;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.RemovalReason;
import dev.rollcall.registry.state.Tombstone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveViewTest {
  private static final InstanceKey KEY = AnyEntry.KEYS.getFirst();
  private static final ServiceName SERVICE = KEY.service();
  private static final Entry FIRST = entry(1);
  private static final Entry SECOND = entry(2);
  private static final Entry REMOVED = entry(4);

  private final LiveView view = new LiveView();
  private final Recorder recorder = new Recorder();

  @AfterEach
  void close() {
    view.close();
  }

  @Test
  void anEntryShowsOnceItWasApplied() throws Exception {
    assertEquals(Optional.empty(), view.service(SERVICE));
    done(view.apply(FIRST));
    assertEquals(Optional.of(new Service(SERVICE, List.of(FIRST))), view.service(SERVICE));
    assertEquals(Optional.of(FIRST), view.entry(KEY));
    assertEquals(List.of(SERVICE), view.services());
    assertEquals(List.of(FIRST), List.copyOf(view.entries()));
  }

  @Test
  void anEndThatIsObjectedToDoesNotShow() throws Exception {
    var objected = new ArrayList<Entry>();
    view.follow(recorder);
    view.heed((shown, expired) -> objected.addAll(List.of(shown, expired)));
    done(view.apply(FIRST));
    var version = new InstanceVersion(FIRST.version().incarnation(), 9);
    var expired = new Tombstone(KEY, version, RemovalReason.EXPIRED, FIRST.changed());
    done(view.apply(expired));
    assertEquals(List.of(FIRST, expired), objected);
    assertEquals(Optional.of(FIRST), view.entry(KEY));
    var removed = new Tombstone(KEY, version, RemovalReason.DEREGISTERED, FIRST.changed());
    done(view.apply(removed));
    assertEquals(Optional.of(removed), view.entry(KEY), "only the end of a lease is objected to");
    view.heed((shown, late) -> false);
    done(view.apply(FIRST));
    assertEquals(2, objected.size());
  }

  @Test
  void servicesAndTheirInstancesStandInTheirOrder() throws Exception {
    for (InstanceKey key : AnyEntry.KEYS.reversed()) {
      done(view.apply(entryOf(key, 1)));
    }
    assertEquals(List.of(new ServiceName("db"), new ServiceName("orders")), view.services());
    var ids = view.service(SERVICE).orElseThrow().registered().stream().map(e -> e.key().id());
    assertEquals(List.of("a", "b"), ids.map(Object::toString).toList());
  }

  @Test
  void aLowerVersionChangesNothingAndTellsNobody() throws Exception {
    view.follow(recorder);
    done(view.apply(SECOND));
    done(view.apply(FIRST));
    assertEquals(Optional.of(SECOND), view.entry(KEY));
    assertEquals(1, recorder.changes.size());
  }

  @Test
  void aServiceOfWhichOnlyTombstonesAreLeftIsStillKnown() throws Exception {
    done(view.apply(FIRST));
    done(view.apply(REMOVED));
    Service known = view.service(SERVICE).orElseThrow();
    assertEquals(List.of(), known.registered());
    assertEquals(List.of(REMOVED), known.departed());
    assertEquals(List.of(), registered());
  }

  @Test
  void aServiceIsUnknownOnceItsLastTombstoneIsDropped() throws Exception {
    view.follow(recorder);
    done(view.apply(REMOVED));
    done(view.forget(KEY, REMOVED.version()));
    assertEquals(Optional.empty(), view.service(SERVICE));
    assertEquals(List.of(), view.services());
    assertEquals(0, recorder.outcome().size());
  }

  @Test
  void forgettingDoesNotDropANewerEntry() throws Exception {
    view.follow(recorder);
    done(view.apply(SECOND));
    done(view.forget(KEY, FIRST.version()));
    assertEquals(Optional.of(SECOND), view.entry(KEY));
    assertEquals(1, recorder.changes.size());
  }

  @Test
  void forgettingTheUnknownTellsNobody() throws Exception {
    view.follow(recorder);
    done(view.forget(KEY, FIRST.version()));
    assertEquals(List.of(), recorder.changes);
  }

  @Test
  void followersHearOfAChangeBeforeItIsAcknowledged() throws Exception {
    var gate = new Gate();
    view.follow(gate);
    var acknowledged = view.apply(FIRST);
    gate.awaitFollower();
    assertFalse(acknowledged.isDone());
    assertEquals(Optional.of(FIRST), view.entry(KEY), "the catalogue shows it already");
    assertTrue(view.service(SERVICE).isPresent());
    gate.open();
    done(acknowledged);
  }

  @Test
  void updatesThatWaitForAFollowerAreToldTogether() throws Exception {
    var gate = new Gate();
    view.follow(gate);
    view.follow(recorder);
    var told = new ArrayList<CompletableFuture<Void>>();
    told.add(view.apply(FIRST));
    gate.awaitFollower();
    told.add(view.apply(SECOND));
    told.add(view.apply(REMOVED));
    gate.open();
    for (var each : told) {
      done(each);
    }
    assertEquals(
        List.of(FIRST, SECOND, REMOVED), recorder.changes.stream().map(c -> c.after()).toList());
  }

  @Test
  void aFollowerThatCameBeforeTheViewWasLoadedHearsOfIt() throws Exception {
    view.follow(recorder);
    assertFalse(view.isLoaded());
    done(view.markLoaded());
    assertEquals("rollcall-view", recorder.viewThread().getName());
    assertTrue(view.isLoaded());
  }

  @Test
  void aFollowerThatCameLaterHearsOfAllThatIsThereAndThatItIsAll() throws Exception {
    done(view.apply(FIRST));
    done(view.markLoaded());
    done(view.apply(SECOND));
    view.follow(recorder);
    recorder.viewThread();
    assertEquals(List.of(SECOND), recorder.changes.stream().map(c -> c.after()).toList());
  }

  @Test
  void followersHearWhoTheMembersAre() throws Exception {
    var members = List.of(new Member("1", "127.0.0.1:8055", List.of(), true, 271));
    view.follow(recorder);
    view.tellMembers(members);
    done(view.apply(FIRST));
    assertEquals(List.of(members), recorder.members);
  }

  @Test
  void aLateFollowerHearsWhoTheMembersAreToo() throws Exception {
    var members = List.of(new Member("1", "127.0.0.1:8055", List.of(), true, 271));
    view.tellMembers(members);
    view.follow(recorder);
    done(view.apply(FIRST));
    assertEquals(List.of(members), recorder.members);
  }

  @Test
  void followersHearOnceThatTheViewIsStaleAndThatItIsNot() throws Exception {
    var late = new Recorder();
    view.follow(recorder);
    view.tellStale(false);
    view.tellStale(true);
    view.tellStale(true);
    view.follow(late);
    done(view.markLoaded());
    assertTrue(view.isStale());
    assertEquals(List.of(true), recorder.stale);

    view.tellStale(false);
    done(view.markLoaded());
    assertFalse(view.isStale());
    assertEquals(List.of(true, false), recorder.stale);
    assertEquals(List.of(true, false), late.stale);
  }

  @Test
  void whatWasAddedBeforeTheCloseIsCarriedOutAndTheThreadEnds() throws Exception {
    view.follow(recorder);
    done(view.markLoaded());
    var last = view.apply(FIRST);
    view.close();
    done(last);
    Thread thread = recorder.viewThread();
    assertTrue(thread.join(Duration.ofSeconds(10)));
    assertTrue(thread.isDaemon());
  }

  @Test
  void whatIsAddedAfterTheEndFails() throws Exception {
    view.follow(recorder);
    done(view.markLoaded());
    view.close();
    assertTrue(recorder.viewThread().join(Duration.ofSeconds(10)));
    var late = view.apply(FIRST).handle((done, failure) -> failure);
    assertEquals("the live view is closed", done(late).getMessage());
    assertEquals(Optional.empty(), view.entry(KEY));
  }

  private List<Registered> registered() {
    var all = new ArrayList<Registered>();
    view.registered().forEach(all::add);
    return all;
  }

  private static <T> T done(CompletableFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(10, TimeUnit.SECONDS);
  }

  /** A state of {@link #KEY}; every fourth one is a tombstone. */
  private static Entry entry(long version) {
    return entryOf(KEY, version);
  }

  private static Entry entryOf(InstanceKey key, long version) {
    return AnyEntry.at(
        key, new InstanceVersion(new HybridTime(1), version), new HybridTime(version));
  }
}
