package dev.rollcall.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.hazelcast.internal.util.Clock;
import com.hazelcast.internal.util.ClockProperties;
import dev.rollcall.registry.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private final SetTime time = new SetTime();
  private final SteadyClock clock = new SteadyClock(time);

  @Test
  void itBeginsAtTheTimeOfDayAndGoesOnWithWhatHasPassed() {
    assertEquals(START.toEpochMilli(), clock.currentTimeMillis());
    time.passed = Duration.ofMillis(1500);
    assertEquals(START.toEpochMilli() + 1500, clock.currentTimeMillis());
  }

  @Test
  void itDoesNotJumpWhenTheTimeOfDayIsSet() {
    time.ofDay = START.plus(Duration.ofHours(3));
    assertEquals(START.toEpochMilli(), clock.currentTimeMillis());
    time.ofDay = START.minusSeconds(10);
    assertEquals(START.toEpochMilli(), clock.currentTimeMillis());
  }

  @Test
  void hazelcastReadsIt() throws ReflectiveOperationException {
    var self = new MemberAddress("127.0.0.1", 0);
    var _ = HazelcastSettings.of(new ClusterSettings(self, List.of(), List.of()));
    var read = Clock.class.getDeclaredField("CLOCK");
    read.setAccessible(true);
    assertInstanceOf(SteadyClock.class, read.get(null));
    assertNull(System.getProperty(ClockProperties.HAZELCAST_CLOCK_IMPL), "gone when it is read");
  }

  /** A machine whose time of day can be set, while time passes as it does. */
  private static final class SetTime implements TimeSource {
    Instant ofDay = START;
    Duration passed = Duration.ZERO;

    @Override
    public long nanoTime() {
      return passed.toNanos();
    }

    @Override
    public Instant instant() {
      return ofDay;
    }
  }
}
