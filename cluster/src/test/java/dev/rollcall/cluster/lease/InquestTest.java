package dev.rollcall.cluster.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.lease.LeaseKeeper;
import dev.rollcall.registry.lease.LeaseSettings;
import dev.rollcall.registry.lease.Preservation;
import dev.rollcall.registry.lease.Tally;
import dev.rollcall.registry.standing.Company;
import dev.rollcall.registry.standing.Hold;
import dev.rollcall.registry.standing.Hold.Reason;
import dev.rollcall.registry.state.Command.Expire;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One lease that is over, and one other member that is asked about it. */
class InquestTest implements Witnesses {
  private static final InstanceKey KEY = InstanceKey.of("orders", "a");
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration OVER = LEASE.plusMillis(350);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration BOUND = LeaseSettings.DEFAULT.hold();
  private static final HybridTime THEN = new HybridTime(1);
  private static final Registered HELD =
      new Registered(
          Instance.of(KEY, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(80)).withLease(LEASE),
          InstanceVersion.first(THEN),
          THEN,
          THEN);
  private static final Expire END = new Expire(KEY, THEN);
  private static final UUID OTHER = new UUID(1, 1);
  private static final Set<UUID> OTHERS = Set.of(OTHER);

  private final ManualTime time = new ManualTime();
  private final LeaseKeeper keeper = new LeaseKeeper(time, key -> true);
  private final Heartbeats heartbeats = new Heartbeats(key -> Optional.of(HELD), key -> 0, time);
  private final List<Question> asked = new ArrayList<>();
  private final Inquest inquest =
      new Inquest(
          keeper,
          new Witness(heartbeats, keeper),
          this,
          new Preservation(LeaseSettings.DEFAULT),
          () -> new Company(2, 0, Optional.empty()),
          time);

  private CompletableFuture<Testimony> answer = new CompletableFuture<>();

  @Override
  public CompletionStage<Testimony> ask(UUID member, Question question) {
    assertEquals(OTHER, member);
    asked.add(question);
    return answer;
  }

  @BeforeEach
  void register() {
    keeper.changed(List.of(new Change(KEY, null, HELD)));
  }

  @Test
  void nobodyIsAskedBeforeALeaseIsOver() {
    assertEquals(List.of(), inquest.hold(OTHERS));
    assertEquals(0, inquest.count());
  }

  @Test
  void whatNobodyHeardOfEnds() {
    time.advance(OVER);
    var outcome = hold();
    assertFalse(outcome.isDone(), "not before the other has answered");
    answer.complete(testimony(Testimony.UNHEARD, Tally.NONE));
    assertEquals(List.of(END), outcome.join());
    assertEquals(List.of(KEY), asked.getFirst().keys());
    assertEquals(0, keeper.size());
  }

  @Test
  void whatTheOtherHeardOfBeginsAgainWhenItWasHeard() {
    time.advance(OVER);
    var outcome = hold();
    answer.complete(testimony(4_000, Tally.NONE));
    assertEquals(List.of(), outcome.join());
    time.advance(LEASE.minusSeconds(4).plusMillis(299));
    assertEquals(List.of(), inquest.hold(OTHERS));
    time.advance(SECOND);
    assertEquals(1, inquest.hold(OTHERS).size());
  }

  @Test
  void whatWasHeardHereCountsToo() {
    time.advance(OVER);
    heartbeats.hear(KEY, time.nanoTime());
    var outcome = hold();
    answer.complete(testimony(Testimony.UNHEARD, Tally.NONE));
    assertEquals(List.of(), outcome.join());
    assertEquals(List.of(), keeper.holds(BOUND));
  }

  @Test
  void whoFailsToAnswerHoldsTheLease() {
    time.advance(OVER);
    var outcome = hold();
    answer.completeExceptionally(new IllegalStateException("gone"));
    assertEquals(List.of(), outcome.join());
    assertHeldFor(Reason.MEMBER_SILENT);
  }

  @Test
  void whoIsSilentHoldsTheLeaseAndIsAskedAgain() {
    time.advance(OVER);
    var outcome = hold();
    time.advance(SECOND);
    var again = hold();
    assertEquals(List.of(), outcome.join());
    assertHeldFor(Reason.MEMBER_SILENT);
    assertFalse(again.isDone());
    assertEquals(2, asked.size());
  }

  @Test
  void whatWasSaidBeforeAPauseOfThisNodeEndsNothing() {
    time.advance(OVER);
    var outcome = hold();
    time.advance(Inquest.PATIENCE.plusMillis(1));
    answer.complete(testimony(Testimony.UNHEARD, Tally.NONE));
    assertEquals(List.of(), outcome.join());
    assertHeldFor(Reason.MEMBER_SILENT);
  }

  @Test
  void oneAnswerTooLateLeavesTimeForAnotherWithinTheSecond() {
    time.advance(OVER);
    var late = hold();
    time.advance(Inquest.PATIENCE.plusMillis(150));
    answer.complete(testimony(Testimony.UNHEARD, Tally.NONE));
    assertEquals(List.of(END), hold().join());
    assertEquals(List.of(), late.join());
    assertTrue(time.nanoTime() <= LEASE.plus(SECOND).toNanos());
  }

  @Test
  void theLateLeasesOfAllMembersAreAMass() {
    time.advance(OVER);
    var outcome = hold();
    answer.complete(testimony(Testimony.UNHEARD, new Tally(10, 9)));
    assertEquals(List.of(), outcome.join(), "nine there and one here");
    assertHeldFor(Reason.SERVICE_SHARE);

    time.advance(SECOND);
    answer = CompletableFuture.completedFuture(tally(new Tally(10, 8)));
    assertEquals(List.of(), hold().join());
    assertEquals(List.of(), asked.getLast().keys(), "how they stand is all that is asked");
    assertEquals(List.of(), keeper.holds(BOUND));

    time.advance(SECOND);
    answer = CompletableFuture.completedFuture(testimony(Testimony.UNHEARD, Tally.NONE));
    assertEquals(List.of(END), hold().join());
    assertEquals(List.of(KEY), asked.getLast().keys());
  }

  private CompletableFuture<List<Expire>> hold() {
    List<CompletableFuture<List<Expire>>> outcomes = inquest.hold(OTHERS);
    assertEquals(1, outcomes.size());
    return outcomes.getFirst();
  }

  private void assertHeldFor(Reason reason) {
    assertEquals(List.of(reason), keeper.holds(BOUND).stream().map(Hold::reason).toList());
  }

  private static Testimony testimony(int age, Tally service) {
    return new Testimony(new int[] {age}, List.of(service), service);
  }

  private static Testimony tally(Tally service) {
    return new Testimony(new int[0], List.of(service), service);
  }
}
