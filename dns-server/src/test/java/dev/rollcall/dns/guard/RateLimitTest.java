package dev.rollcall.dns.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replies of a second, on a clock of its own. */
class RateLimitTest {
  private static final long SECOND = 1_000_000_000;
  private static final long PREFIX = 0xc000_0201L << 32;

  @Property(tries = 200)
  void aPrefixGetsNoMoreThanItsShareAndOneBurst(
      @ForAll @IntRange(min = 1, max = 50) int perSecond,
      @ForAll @LongRange(min = Long.MIN_VALUE, max = Long.MAX_VALUE) long start,
      @ForAll @Size(max = 500) List<@LongRange(max = 100_000_000) Long> gaps) {
    RateLimit limit = RateLimit.of(perSecond, start);
    Deque<Long> lastSecond = new ArrayDeque<>();
    long elapsed = 0;
    for (long gap : gaps) {
      elapsed += gap;
      while (!lastSecond.isEmpty() && elapsed - lastSecond.getFirst() >= SECOND) {
        lastSecond.removeFirst();
      }
      if (limit.allows(PREFIX, start + elapsed)) {
        lastSecond.add(elapsed);
      }
      // The burst that was saved, and what is earned meanwhile.
      assertTrue(lastSecond.size() <= 2 * perSecond, () -> "in one second: " + lastSecond.size());
    }
  }

  @Property(tries = 200)
  void whoKeepsToTheShareIsNeverLimited(
      @ForAll @IntRange(min = 1, max = 1000) int perSecond,
      @ForAll @Size(max = 200) List<@LongRange(max = 1_000_000_000) Long> delays) {
    RateLimit limit = RateLimit.of(perSecond, 0);
    long now = 0;
    for (long delay : delays) {
      now += SECOND / perSecond + delay;
      assertTrue(limit.allows(PREFIX, now));
    }
  }

  @Test
  void anIdlePrefixHasOneSecondsWorthAtOnce() {
    RateLimit limit = RateLimit.of(7, 0);
    assertEquals(7, allowed(limit, PREFIX, 100, 5 * SECOND));
    assertEquals(0, allowed(limit, PREFIX, 100, 5 * SECOND + SECOND / 8));
    assertEquals(1, allowed(limit, PREFIX, 100, 5 * SECOND + SECOND / 7));
    assertEquals(7, allowed(limit, PREFIX, 100, 7 * SECOND));
  }

  @Test
  void othersAreNotAffected() {
    RateLimit limit = RateLimit.of(5, 0);
    for (int i = 0; i < 1000; i++) { // prefixes that spend all they have, some on places of others
      allowed(limit, mixed(i), 20, SECOND);
    }
    int untouched = 0;
    for (int i = 1000; i < 2000; i++) {
      untouched += limit.allows(mixed(i), SECOND) ? 1 : 0;
    }
    // A prefix suffers where both places are spent: about 0.02 % of them.
    assertTrue(untouched >= 990, "not limited: " + untouched);
  }

  @Test
  void threadsShareOneLimit() throws InterruptedException {
    RateLimit limit = RateLimit.of(1000, 0);
    var allowed = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(Thread.ofPlatform().start(() -> allowed.addAndGet(allowed(limit, 1, 5000, 0))));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    // Two threads may see the last reply of two rows each.
    assertTrue(allowed.get() >= 1000 && allowed.get() <= 1004, "allowed: " + allowed);
  }

  @Test
  void zeroIsNoLimit() {
    assertEquals(10_000, allowed(RateLimit.of(0, 0), PREFIX, 10_000, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.254, true",
    "192.0.2.1, 192.0.3.1, false",
    "2001:db8:0:1::1, 2001:db8:0:ff::1, true",
    "2001:db8:0:1::1, 2001:db8:0:100::1, false",
    "32.1.13.1, 2001:d00::, false"
  })
  void aPrefixIsASite(String one, String other, boolean same) {
    assertEquals(same, prefix(one) == prefix(other));
  }

  private static int allowed(RateLimit limit, long prefix, int asked, long now) {
    int allowed = 0;
    for (int i = 0; i < asked; i++) {
      allowed += limit.allows(prefix, now) ? 1 : 0;
    }
    return allowed;
  }

  private static long prefix(String address) {
    return Client.at(InetAddress.ofLiteral(address)).prefix();
  }

  private static long mixed(int site) {
    return ((long) site << 40) | 1;
  }
}
