package dev.rollcall.cluster.company;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.registry.ManualTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReturningTest {
  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);

  private final ManualTime time = new ManualTime();
  private final Map<UUID, String> lost = new HashMap<>();
  private final Set<String> listening = new HashSet<>();
  private final Set<String> asked = new HashSet<>();
  private final Returning returning =
      new Returning(
          () -> lost,
          addresses -> {
            asked.addAll(addresses);
            return listening;
          },
          time);

  @Test
  void whoIsLostAndAnswersIsWaitedFor() {
    lost.putAll(Map.of(A, "a:1", B, "b:1"));
    listening.add("a:1");
    returning.look();
    assertEquals(Set.of(A), returning.members());
    assertEquals(Set.of("a:1", "b:1"), asked);
  }

  @Test
  void whoAnswersNoMoreIsNot() {
    lost.put(A, "a:1");
    listening.add("a:1");
    returning.look();
    listening.clear();
    returning.look();
    assertEquals(Set.of(), returning.members());
  }

  @Test
  void whoIsBackIsNotWaitedForFromThatMoment() {
    lost.put(A, "a:1");
    listening.add("a:1");
    returning.look();
    lost.clear();
    assertEquals(Set.of(), returning.members());
  }

  @Test
  void whoStaysAwayIsNotWaitedForLongerThanAgreementTakes() {
    lost.put(A, "a:1");
    listening.add("a:1");
    returning.look();
    time.advance(Returning.LONGEST.minusMillis(1));
    returning.look();
    assertEquals(Set.of(A), returning.members());

    time.advance(Duration.ofMillis(1));
    asked.clear();
    returning.look();
    assertEquals(Set.of(), returning.members());
    assertEquals(Set.of(), asked);
  }

  @Test
  void whoIsLostAgainIsWaitedForAnew() {
    lost.put(A, "a:1");
    listening.add("a:1");
    returning.look();
    time.advance(Returning.LONGEST);
    lost.clear();
    returning.look();
    lost.put(A, "a:1");
    returning.look();
    assertEquals(List.of(A), List.copyOf(returning.members()));
  }

  @Test
  void nobodyIsAskedWhereNobodyIsLost() {
    returning.look();
    assertEquals(Set.of(), asked);
  }
}
