package dev.rollcall.cluster.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.state.Command.Deregister;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a node remembers of the heartbeats that it heard. */
class HeartbeatsTest {
  private static final InstanceKey KEY = InstanceKey.of("orders", "a");
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final HybridTime THEN = new HybridTime(1);
  private static final Registered HELD = held(KEY);

  private final ManualTime time = new ManualTime();
  private final Map<InstanceKey, Entry> view = new HashMap<>(Map.of(KEY, HELD));
  private final Heartbeats heartbeats =
      new Heartbeats(key -> Optional.ofNullable(view.get(key)), key -> 7, time);

  @Test
  void anInstanceIsAliveForOneLengthAfterItsHeartbeat() {
    assertFalse(heartbeats.isAlive(HELD));
    assertTrue(heartbeats.hear(KEY, time.nanoTime()));
    time.advance(LEASE.minusNanos(1));
    assertEquals(Optional.of(LEASE.minusNanos(1)), heartbeats.age(KEY));
    assertTrue(heartbeats.isAlive(HELD));
    time.advance(Duration.ofNanos(1));
    assertFalse(heartbeats.isAlive(HELD));
    assertEquals(Optional.of(LEASE), heartbeats.age(KEY), "and is remembered");
  }

  @Test
  void strangersAreNotHeard() {
    InstanceKey stranger = InstanceKey.of("orders", "b");
    assertFalse(heartbeats.hear(stranger, time.nanoTime()));
    assertEquals(Optional.empty(), heartbeats.age(stranger));
    assertFalse(heartbeats.isWaiting());
    assertEquals(0, heartbeats.count());
  }

  @Test
  void heartbeatsThatComeOutOfOrderMakeNothingOlder() {
    time.advance(LEASE);
    heartbeats.hear(KEY, time.nanoTime());
    heartbeats.hear(KEY, 0);
    assertEquals(Optional.of(Duration.ZERO), heartbeats.age(KEY));
    assertEquals(2, heartbeats.count());
  }

  @Test
  void aRegistrationIsASignOfLifeThatNobodyIsToldOf() {
    heartbeats.hearRegistration(KEY);
    assertTrue(heartbeats.isAlive(HELD));
    assertFalse(heartbeats.isWaiting());
    assertEquals(0, heartbeats.count());
  }

  @Test
  void eachInstanceWaitsOnceHoweverOftenItWasHeard() {
    List<InstanceKey> keys =
        IntStream.range(0, 100).mapToObj(i -> InstanceKey.of("fleet", "i" + i)).toList();
    keys.forEach(key -> view.put(key, held(key)));
    for (int beat = 0; beat < 3; beat++) {
      keys.forEach(key -> heartbeats.hear(key, time.nanoTime()));
    }
    assertEquals(100, lengthOf(heartbeats.takeUntold()));
    assertNull(heartbeats.takeUntold());
  }

  @Test
  void whatWasTakenWaitsAgainWithTheNextHeartbeat() {
    heartbeats.hear(KEY, time.nanoTime());
    Heard taken = Objects.requireNonNull(heartbeats.takeUntold());
    heartbeats.hear(KEY, time.nanoTime());
    assertFalse(heartbeats.isWaiting(), "it is still in the hands of who took it");
    taken.endWaiting();
    heartbeats.hear(KEY, time.nanoTime());
    assertEquals(taken, heartbeats.takeUntold());
  }

  @Test
  void whatIsGoneFromTheViewIsForgotten() {
    heartbeats.hear(KEY, time.nanoTime());
    var gone = new Deregister(KEY).applyTo(HELD, THEN.next());
    heartbeats.changed(List.of(new Change(KEY, HELD, gone)));
    assertEquals(Optional.empty(), heartbeats.age(KEY));
    heartbeats.hear(KEY, time.nanoTime());
    heartbeats.changed(List.of(new Change(KEY, HELD, null)));
    assertEquals(Optional.empty(), heartbeats.age(KEY));
  }

  @Test
  void anAmendmentForgetsNothing() {
    heartbeats.hear(KEY, time.nanoTime());
    heartbeats.changed(List.of(new Change(KEY, HELD, HELD)));
    assertTrue(heartbeats.isAlive(HELD));
  }

  /** It left between the look into the view and the note, so that nobody tells of it any more. */
  @Test
  void whatLeftInThatMomentIsNotRememberedForGood() {
    var leaving =
        new Heartbeats(
            key -> Optional.ofNullable(view.get(key)),
            key -> {
              view.remove(key);
              return 7;
            },
            time);
    assertTrue(leaving.hear(KEY, time.nanoTime()));
    assertEquals(Optional.empty(), leaving.age(KEY));
  }

  @Test
  void whatLeftBeforeItsOwnerWasToldIsNotToldOf() {
    heartbeats.hear(KEY, time.nanoTime());
    Heard taken = heartbeats.takeUntold();
    assertNotNull(taken);
    taken.endWaiting();
    view.remove(KEY);
    heartbeats.keep(taken);
    assertFalse(heartbeats.isWaiting());
    assertEquals(Optional.empty(), heartbeats.age(KEY));
  }

  private static int lengthOf(@Nullable Heard first) {
    int length = 0;
    for (Heard next = first; next != null; next = next.next) {
      length++;
    }
    return length;
  }

  private static Registered held(InstanceKey key) {
    var instance = Instance.of(key, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(80));
    return new Registered(instance.withLease(LEASE), InstanceVersion.first(THEN), THEN, THEN);
  }
}
