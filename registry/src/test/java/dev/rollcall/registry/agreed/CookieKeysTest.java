package dev.rollcall.registry.agreed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A cluster of one value, whose members' clocks are one clock. */
class CookieKeysTest implements Agreement {
  private static final Duration DAY = Duration.ofHours(24);

  private final ManualTime time = new ManualTime();
  private final CookieKeys keeper = new CookieKeys(this, time, new Random(1));
  private final List<Agreed> contributed = new ArrayList<>();
  private Agreed agreed = Agreed.NOTHING;
  private boolean refuses;

  @Override
  public Agreed current() {
    return agreed;
  }

  @Override
  public CompletionStage<Contribution> contribute(Agreed part) {
    contributed.add(part);
    if (refuses) {
      return CompletableFuture.completedStage(new Contribution.Refused("the test says so"));
    }
    agreed = agreed.merge(part);
    return CompletableFuture.completedStage(new Contribution.Made(agreed));
  }

  @Override
  public void follow(Consumer<Agreed> follower) {
    throw new AssertionError("nobody follows");
  }

  @Test
  void theVeryFirstKeyIsActiveAtOnce() {
    keeper.loaded();
    assertEquals(List.of(time.instant()), activations());
  }

  @Test
  void noKeyIsMadeBeforeItIsKnownWhichThereAre() {
    keeper.keep();
    keeper.membersChanged(List.of(member(true)));
    assertEquals(List.of(), contributed);
  }

  @Test
  void aKeyIsFollowedByAnotherADayLaterThatIsKnownAMinuteBeforeItIsUsed() {
    keeper.loaded();
    CookieKey first = agreed.cookieKeys().getFirst();
    time.advance(DAY.minusMillis(1));
    keeper.keep();
    assertEquals(1, contributed.size());
    time.advance(Duration.ofMillis(1));
    keeper.keep();
    keeper.keep();
    assertEquals(2, contributed.size());
    CookieKey second = agreed.cookieKeys().getFirst();
    assertEquals(time.instant().plusSeconds(60), second.activeFrom());
    assertNotEquals(first.high(), second.high());
    assertEquals(first, agreed.cookieKey(time.instant()).orElseThrow());
    time.advance(Duration.ofMinutes(1));
    assertEquals(second, agreed.cookieKey(time.instant()).orElseThrow());
  }

  @Test
  void thePreviousKeyIsStillAcceptedForAWholeDay() {
    keeper.loaded();
    for (int day = 0; day < 5; day++) {
      CookieKey used = agreed.cookieKey(time.instant()).orElseThrow();
      time.advance(DAY.plus(CookieKeys.ANNOUNCED));
      keeper.keep();
      assertTrue(agreed.cookieKeys().contains(used));
    }
    assertEquals(Agreed.KEPT_KEYS, agreed.cookieKeys().size());
  }

  @Test
  void onlyTheFirstMemberMakesKeys() {
    keeper.membersChanged(List.of(member(false), member(true)));
    keeper.loaded();
    keeper.keep();
    assertEquals(List.of(), contributed);
    keeper.membersChanged(List.of(member(true)));
    assertEquals(1, contributed.size());
  }

  @Test
  void aNodeThatJoinsKeepsTheKeyThatIsThere() {
    agreed = Agreed.key(new CookieKey(1, 2, time.instant()));
    keeper.loaded();
    keeper.membersChanged(List.of(member(true), member(false)));
    assertEquals(List.of(), contributed);
  }

  @Test
  void aRefusedKeyIsTriedAgain() {
    refuses = true;
    keeper.loaded();
    keeper.keep();
    refuses = false;
    keeper.keep();
    keeper.keep();
    assertEquals(3, contributed.size());
    assertEquals(1, agreed.cookieKeys().size());
  }

  private List<Instant> activations() {
    return agreed.cookieKeys().stream().map(CookieKey::activeFrom).toList();
  }

  private static Member member(boolean local) {
    return new Member("id", "host:1", List.of(), local, 0);
  }
}
