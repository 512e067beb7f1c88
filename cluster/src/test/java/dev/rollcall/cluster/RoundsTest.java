package dev.rollcall.cluster;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import dev.rollcall.registry.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private final ManualTime time = new ManualTime();
  private final Reunion reunion = new Reunion(time);
  private final Rounds rounds = new Rounds(reunion, time);

  @Test
  void oneIsDueAfterEachPause() {
    for (int i = 0; i < 2; i++) {
      time.advance(Reconciler.PAUSE.minusNanos(1));
      assertFalse(rounds.isDue());
      time.advance(Duration.ofNanos(1));
      assertTrue(rounds.isDue());
      rounds.done();
    }
  }

  @Test
  void oneThatFailedIsDueAgain() {
    time.advance(Reconciler.PAUSE);
    assertTrue(rounds.isDue());
    assertTrue(rounds.isDue());
  }

  @Test
  void noneIsDueWhileSidesMergeAndOneAsSoonAsTheyHave() {
    reunion.heed(new LifecycleEvent(LifecycleState.MERGING));
    time.advance(Reconciler.PAUSE.multipliedBy(2));
    assertFalse(rounds.isDue());
    reunion.heed(new LifecycleEvent(LifecycleState.MERGED));
    time.advance(Reunion.SETTLING.minusNanos(1));
    assertFalse(rounds.isDue());
    time.advance(Duration.ofNanos(1));
    assertTrue(rounds.isDue());
    rounds.done();
    assertFalse(rounds.isDue());
  }
}
