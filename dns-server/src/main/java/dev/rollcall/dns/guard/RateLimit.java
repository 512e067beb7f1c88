package dev.rollcall.dns.guard;

import dev.rollcall.registry.instance.InvalidValueException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many replies a prefix of clients gets in a second. Each prefix has a place in two rows,
 * hashed with keys that nobody knows, and is limited when both are spent: whoever shares one place
 * with a busy prefix still has the other. A place holds the moment at which all it gave would have
 * been earned at the allowed pace (the generic cell rate algorithm), which may lie a second ahead.
 * Any thread; no lock and no garbage.
 */
public final class RateLimit {
  /** Gives as much as is asked for. */
  public static final RateLimit NONE = new RateLimit(0, 0);

  private static final long SECOND = 1_000_000_000;
  static final int MAX_PER_SECOND = 1_000_000;

  /** A power of two. Both rows together take 1 MB. */
  private static final int ROW = 1 << 16;

  private final AtomicLongArray spent;
  private final long origin;
  private final long interval;
  private final long seed;
  private final long otherSeed;

  private RateLimit(int perSecond, long now) {
    var random = new SecureRandom();
    interval = perSecond == 0 ? 0 : SECOND / perSecond;
    spent = new AtomicLongArray(perSecond == 0 ? 0 : 2 * ROW);
    origin = now;
    seed = random.nextLong();
    otherSeed = random.nextLong();
  }

  /**
   * Gives that many replies a second, and as many at once to who asked for none before.
   *
   * @param perSecond 1 to 1,000,000; 0 for as many as are asked for
   * @param now a moment of {@link System#nanoTime}
   */
  public static RateLimit of(int perSecond, long now) {
    if (perSecond < 0 || perSecond > MAX_PER_SECOND) {
      throw new InvalidValueException("rateLimit", perSecond, "0 to " + MAX_PER_SECOND);
    }
    return perSecond == 0 ? NONE : new RateLimit(perSecond, now);
  }

  /** Takes a reply for that {@link Client#prefix}; false when it has had its share. */
  public boolean allows(long prefix, long now) {
    if (interval == 0) {
      return true;
    }
    long elapsed = now - origin;
    boolean first = take(place(prefix ^ seed), elapsed);
    boolean second = take(ROW + place(prefix ^ otherSeed), elapsed);
    return first || second;
  }

  private boolean take(int place, long now) {
    while (true) {
      long before = spent.get(place);
      long after = Math.max(before, now) + interval;
      if (after - now > SECOND) {
        return false;
      }
      if (spent.weakCompareAndSetVolatile(place, before, after)) {
        return true;
      }
    }
  }

  /** The finaliser of SplitMix64: every bit of the key counts. */
  private static int place(long key) {
    long mixed = (key ^ (key >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return (int) ((mixed ^ (mixed >>> 31)) & (ROW - 1));
  }
}
