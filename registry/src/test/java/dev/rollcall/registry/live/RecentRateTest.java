package dev.rollcall.registry.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.registry.ManualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentRateTest {
  private static final double EXACT = 1e-9;

  private final ManualTime time = new ManualTime();
  private final AtomicLong count = new AtomicLong(1000);
  private final RecentRate rate = new RecentRate(count::get, time);

  @Test
  void nothingHappenedAtFirst() {
    assertEquals(0, rate.perSecond(), EXACT);
  }

  @Test
  void withinTheFirstSecondItIsTheRateOfASecond() {
    count.addAndGet(5);
    assertEquals(5, rate.perSecond(), EXACT);
  }

  @Test
  void withinTheFirstMinuteItIsTheRateSinceTheBeginning() {
    count.addAndGet(30);
    pass(10);
    assertEquals(3, rate.perSecond(), EXACT);
  }

  @Test
  void whatHappenedMoreThanAMinuteAgoCountsNoMore() {
    count.addAndGet(1_000_000);
    pass(10);
    for (int i = 0; i < 6; i++) {
      count.addAndGet(20);
      pass(10);
    }
    assertEquals(2, rate.perSecond(), EXACT);
    for (int i = 0; i < 7; i++) {
      pass(10);
    }
    assertEquals(0, rate.perSecond(), EXACT);
  }

  @Test
  void afterAPauseItIsTheRateOfThePause() {
    pass(10);
    count.addAndGet(600);
    pass(300);
    assertEquals(2, rate.perSecond(), EXACT);
  }

  @Test
  void samplesOfOneSecondCountAsOne() {
    count.addAndGet(40);
    for (int i = 0; i < 50; i++) {
      time.advance(Duration.ofMillis(100));
      rate.sample();
    }
    assertEquals(8, rate.perSecond(), EXACT);
  }

  private void pass(int seconds) {
    time.advance(Duration.ofSeconds(seconds));
    rate.sample();
  }
}
