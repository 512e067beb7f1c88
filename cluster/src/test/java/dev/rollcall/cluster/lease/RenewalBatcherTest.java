package dev.rollcall.cluster.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A heartbeat is told until its owner has it, or the lease would be over. */
class RenewalBatcherTest implements LeaseOwners {
  private static final InstanceKey A = InstanceKey.of("orders", "a");
  private static final InstanceKey B = InstanceKey.of("orders", "b");
  private static final Duration LEASE = Duration.ofSeconds(10);

  private final ManualTime time = new ManualTime();
  private final LiveView view = new LiveView();
  private final Heartbeats heartbeats = new Heartbeats(view::entry, this::partitionOf, time);
  private final RenewalBatcher batcher = new RenewalBatcher(heartbeats, this, time);

  /** What the owner was sent: ids and ages of each batch. */
  private final List<RenewLeases> sent = new ArrayList<>();

  /** How the owner answers, the next one first; when there is none left it keeps all. */
  private final Deque<Supplier<CompletionStage<long[]>>> answers = new ArrayDeque<>();

  private @Nullable UUID owner = UUID.randomUUID();

  @Override
  public int partitionOf(InstanceKey key) {
    return 0;
  }

  @Override
  public @Nullable UUID[] owners() {
    return new @Nullable UUID[] {owner};
  }

  @Override
  public CompletionStage<long[]> renew(UUID asked, RenewLeases renewals) {
    sent.add(renewals);
    return answers.isEmpty() ? keepsAll() : answers.remove().get();
  }

  @BeforeEach
  void register() {
    for (InstanceKey key : List.of(A, B)) {
      var instance = Instance.of(key, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(80));
      var now = HybridTime.at(time.instant());
      view.apply(new Registered(instance.withLease(LEASE), InstanceVersion.first(now), now, now))
          .orTimeout(10, TimeUnit.SECONDS)
          .join();
    }
  }

  @AfterEach
  void close() {
    view.close();
  }

  @Test
  void heartbeatsOfAMomentTravelInOneMessageWithTheirAges() {
    hear(A);
    time.advance(Duration.ofMillis(40));
    hear(B);
    time.advance(Duration.ofMillis(10));
    flush();
    assertEquals(1, sent.size());
    assertEquals(2, sent.getFirst().ids().length);
    assertEquals(60, sent.getFirst().ages()[0] + sent.getFirst().ages()[1]);
    flush();
    assertEquals(1, sent.size(), "nothing is told twice");
  }

  @Test
  void ofSeveralHeartbeatsTheLatestIsTold() {
    hear(A);
    time.advance(Duration.ofSeconds(1));
    hear(A);
    flush();
    assertEquals(1, sent.getFirst().ids().length);
    assertEquals(0, sent.getFirst().ages()[0]);
  }

  @Test
  void whatTheOwnerDoesNotKeepIsToldAgain() {
    answers.add(() -> CompletableFuture.completedStage(new long[] {B.hash64()}));
    hear(A);
    hear(B);
    flush();
    time.advance(Duration.ofMillis(75));
    flush();
    assertEquals(List.of(B.hash64()), idsOf(sent.get(1)));
    assertEquals(75, sent.get(1).ages()[0], "it has aged meanwhile");
  }

  @Test
  void whatAFailedOwnerWasSentIsToldAgain() {
    answers.add(() -> CompletableFuture.failedStage(new IllegalStateException("gone")));
    answers.add(
        () -> {
          throw new IllegalStateException("not even asked");
        });
    hear(A);
    flush();
    flush();
    flush();
    assertEquals(3, sent.size());
    assertEquals(List.of(A.hash64()), idsOf(sent.get(2)));
  }

  @Test
  void whatHasNoOwnerWaitsForOne() {
    UUID next = owner;
    owner = null;
    hear(A);
    flush();
    assertEquals(0, sent.size());
    owner = next;
    flush();
    assertEquals(List.of(A.hash64()), idsOf(sent.getFirst()));
  }

  @Test
  void aHeartbeatOlderThanTheLeaseIsGivenUp() {
    answers.add(() -> CompletableFuture.failedStage(new IllegalStateException("gone")));
    hear(A);
    time.advance(LEASE);
    flush();
    flush();
    assertEquals(1, sent.size());
  }

  private void hear(InstanceKey key) {
    assertTrue(heartbeats.hear(key, time.nanoTime()));
  }

  private void flush() {
    batcher.flush().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private static List<Long> idsOf(RenewLeases renewals) {
    return java.util.Arrays.stream(renewals.ids()).boxed().toList();
  }

  private static CompletionStage<long[]> keepsAll() {
    return CompletableFuture.completedStage(new long[0]);
  }
}
