package dev.rollcall.cluster;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import dev.rollcall.registry.ManualTime;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReunionTest {
  private final ManualTime time = new ManualTime();
  private final Reunion reunion = new Reunion(time);

  @ParameterizedTest
  @EnumSource(names = {"MERGED", "MERGE_FAILED"})
  void itIsOverWhenTheOthersHaveHadTimeToo(LifecycleState end) {
    assertFalse(reunion.isUnderWay());
    reunion.heed(new LifecycleEvent(LifecycleState.MERGING));
    time.advance(Duration.ofMinutes(1));
    assertTrue(reunion.isUnderWay());
    reunion.heed(new LifecycleEvent(end));
    time.advance(Reunion.SETTLING.minusNanos(1));
    assertTrue(reunion.isUnderWay());
    time.advance(Duration.ofNanos(1));
    assertFalse(reunion.isUnderWay());
  }
}
