package dev.rollcall.registry.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HybridClockTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final int THREADS = 4;
  private static final int CALLS = 50_000;

  private final AtomicLong passed = new AtomicLong(); // nanoseconds
  private final HybridClock clock = new HybridClock(() -> NOON.plusNanos(passed.get()));

  @Test
  void theClockRunsWithTime() {
    assertEquals(HybridTime.at(NOON), clock.now());
    pass(Duration.ofSeconds(1));
    assertEquals(HybridTime.at(NOON.plusSeconds(1)), clock.now());
  }

  @Test
  void theClockMovesOnWhileTimeStands() {
    HybridTime first = clock.now();
    assertEquals(first.next(), clock.now());
  }

  @Test
  void theClockNeverGoesBackWithTime() {
    HybridTime before = clock.now();
    pass(Duration.ofDays(-365));
    assertEquals(before.next(), clock.now());
  }

  @Test
  void theClockKeepsUpWithAFasterOne() {
    clock.observe(HybridTime.at(NOON.plus(Duration.ofHours(3))));
    pass(Duration.ofMinutes(1));
    var then = HybridTime.at(NOON.plus(Duration.ofHours(3)).plusSeconds(60));
    assertEquals(then, clock.now());
    clock.observe(then);
    pass(Duration.ofSeconds(1));
    assertEquals(HybridTime.at(then.instant().plusSeconds(1)), clock.now());
  }

  @Test
  void twoClocksDoNotPushOneAnotherAhead() {
    var other = new HybridClock(() -> NOON.plusNanos(passed.get() + 500_000));
    for (int i = 0; i < 1_000; i++) {
      pass(Duration.ofNanos(100_000));
      clock.observe(other.now());
      pass(Duration.ofNanos(100_000));
      other.observe(clock.now());
    }
    pass(Duration.ofSeconds(1));
    var latest = HybridTime.at(NOON.plusNanos(passed.get()).plusMillis(1));
    assertTrue(clock.now().compareTo(latest) <= 0);
    assertTrue(other.now().compareTo(latest) <= 0);
  }

  @Test
  void theClockIsNeverBehindWhatItWasShown() {
    HybridTime elsewhere = HybridTime.at(NOON.plusSeconds(5));
    clock.observe(elsewhere);
    assertEquals(elsewhere.next(), clock.now());
  }

  @Test
  void whatWasShownLateTakesNothingBack() {
    HybridTime before = clock.now();
    clock.observe(HybridTime.at(NOON.minusSeconds(5)));
    assertEquals(before.next(), clock.now());
  }

  @Test
  void threadsNeverGetTheSameMomentAndEachOneGetsLaterOnes() throws Exception {
    Callable<List<HybridTime>> calls = this::momentsWhileTimeRuns;
    var all = new HashSet<HybridTime>();
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      for (var moments : threads.invokeAll(Stream.generate(() -> calls).limit(THREADS).toList())) {
        assertTrue(isStrictlyAscending(moments.get()));
        all.addAll(moments.get());
      }
    }
    assertEquals(THREADS * CALLS, all.size());
  }

  private List<HybridTime> momentsWhileTimeRuns() {
    var moments = new ArrayList<HybridTime>(CALLS);
    for (int i = 0; i < CALLS; i++) {
      pass(Duration.ofNanos(ThreadLocalRandom.current().nextLong(1_000_000)));
      moments.add(clock.now());
    }
    return moments;
  }

  private void pass(Duration more) {
    passed.addAndGet(more.toNanos());
  }

  private static boolean isStrictlyAscending(List<HybridTime> moments) {
    for (int i = 1; i < moments.size(); i++) {
      if (moments.get(i - 1).compareTo(moments.get(i)) >= 0) {
        return false;
      }
    }
    return true;
  }
}
