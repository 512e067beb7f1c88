package dev.rollcall.cluster.company;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GatheringTest {
  private static final Neighbours NOBODY = new Neighbours(List.of());
  private static final Gathering PATIENT =
      new Gathering(Duration.ofMinutes(1), Duration.ofMillis(1));
  private static final Gathering HASTY = new Gathering(Duration.ofMillis(50), Duration.ZERO);

  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void whoIsExpectedToBeAloneDoesNotWait() throws Exception {
    PATIENT.await(() -> 1, 1, NOBODY);
  }

  @Test
  void halfIsEnough() throws Exception {
    PATIENT.await(() -> 2, 4, NOBODY);
  }

  @Test
  void aNodeWaitsUntilHalfAreThere() throws Exception {
    PATIENT.await(() -> looks.incrementAndGet() < 5 ? 1 : 2, 3, NOBODY);
    assertEquals(5, looks.get());
  }

  @Test
  void itGoesOnWithoutThemWhenTheyDoNotCome() throws Exception {
    HASTY.await(looks::incrementAndGet, 1_000_000_000, NOBODY);
    assertTrue(looks.get() > 1);
  }

  @Test
  void itWaitsForAMemberThatIsAboutToTakeIt() throws Exception {
    try (var member = Listener.member()) {
      PATIENT.await(() -> looks.incrementAndGet() < 5 ? 1 : 2, 2, at(member));
      assertEquals(5, looks.get());
    }
  }

  @Test
  void itRefusesToStandAloneBesideAnotherCluster() throws IOException {
    try (var member = Listener.member()) {
      Neighbours neighbours = at(member);
      var refused =
          assertThrows(JoinRefusedException.class, () -> HASTY.await(() -> 1, 1, neighbours));
      assertEquals(
          ("the member at 127.0.0.1:%d does not take this one; allowed: members of a Rollcall that"
                  + " serves the same zone, in a version that stores the same format")
              .formatted(member.address().getPort()),
          refused.getMessage());
    }
  }

  @Test
  void inCompanyAMemberOfAnotherClusterIsNoReasonToRefuse() throws Exception {
    try (var member = Listener.member()) {
      HASTY.await(() -> 2, 100, at(member));
    }
  }

  private static Neighbours at(Listener listener) {
    return new Neighbours(List.of(listener.address()));
  }
}
