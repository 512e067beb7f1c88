package dev.rollcall.cluster.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.state.Command;
import dev.rollcall.registry.state.Command.Expire;
import dev.rollcall.registry.state.Command.Revive;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.Tombstone;
import dev.rollcall.registry.state.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tombstone comes to a node that may know better. */
class ObjectionsTest {
  private static final InstanceKey KEY = InstanceKey.of("orders", "a");
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final HybridTime THEN = new HybridTime(1);
  private static final HybridTime LATER = new HybridTime(2);
  private static final Registered HELD =
      new Registered(
          Instance.of(KEY, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(80)).withLease(LEASE),
          InstanceVersion.first(THEN),
          THEN,
          THEN);
  private static final Tombstone EXPIRED =
      (Tombstone) Objects.requireNonNull(new Expire(KEY, THEN).applyTo(HELD, LATER));
  private static final Revive REVIVE = new Revive(HELD, EXPIRED.version());

  private final ManualTime time = new ManualTime();
  private final LiveView view = new LiveView();
  private final Heartbeats heartbeats = new Heartbeats(view::entry, key -> 0, time);
  private final List<Command> told = new ArrayList<>();
  private final Objections objections = new Objections(heartbeats, view, this::carryOut, time);
  private boolean isAvailable = true;

  /** The registry has the tombstone. */
  private CompletionStage<Transition> carryOut(Command command) {
    told.add(command);
    if (!isAvailable) {
      return CompletableFuture.failedStage(new IllegalStateException("no owner"));
    }
    var made = Transition.of(EXPIRED, command, LATER.next());
    return view.show(KEY, made).thenApply(shown -> made);
  }

  @BeforeEach
  void register() {
    view.follow(heartbeats);
    view.heed(objections);
    now(view.apply(HELD));
  }

  @AfterEach
  void close() {
    view.close();
  }

  @Test
  void whatWasHeardLessThanALengthAgoIsRevivedAndNeverGone() {
    heartbeats.hear(KEY, time.nanoTime());
    time.advance(LEASE.minusMillis(1));
    now(view.apply(EXPIRED));
    assertShows(HELD);
    now(objections.press());
    assertEquals(List.of(REVIVE), told);
    assertTrue(view.entry(KEY).orElseThrow() instanceof Registered);
    assertEquals(1, objections.revived());
    now(objections.press());
    assertEquals(1, told.size(), "it is told once");
  }

  @Test
  void whatWasHeardALengthAgoIsGone() {
    heartbeats.hear(KEY, time.nanoTime());
    time.advance(LEASE);
    now(view.apply(EXPIRED));
    assertShows(EXPIRED);
    now(objections.press());
    assertEquals(List.of(), told);
  }

  @Test
  void whatWasNeverHeardHereIsGone() {
    now(view.apply(EXPIRED));
    assertShows(EXPIRED);
  }

  @Test
  void aTombstoneThatComesTwiceIsObjectedToOnce() {
    heartbeats.hear(KEY, time.nanoTime());
    now(view.apply(EXPIRED));
    now(view.apply(EXPIRED));
    now(objections.press());
    assertEquals(1, told.size());
  }

  @Test
  void whatCouldNotBeRevivedIsTriedAgainInASecond() {
    heartbeats.hear(KEY, time.nanoTime());
    now(view.apply(EXPIRED));
    isAvailable = false;
    now(objections.press());
    now(objections.press());
    assertEquals(1, told.size());
    assertShows(HELD);
    isAvailable = true;
    time.advance(RETRY);
    now(objections.press());
    assertEquals(List.of(REVIVE, REVIVE), told);
    assertEquals(1, objections.revived());
  }

  @Test
  void whatCannotBeRevivedForALengthIsGoneInTheEnd() {
    heartbeats.hear(KEY, time.nanoTime());
    now(view.apply(EXPIRED));
    isAvailable = false;
    now(objections.press());
    time.advance(LEASE.minusMillis(1));
    now(objections.press());
    assertShows(HELD);
    time.advance(RETRY);
    now(objections.press());
    assertShows(EXPIRED);
    assertEquals(2, told.size());
  }

  private void assertShows(Entry expected) {
    assertEquals(Optional.of(expected), view.entry(KEY));
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
