package dev.rollcall.registry.agreed;

import dev.rollcall.registry.instance.InvalidValueException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that nodes agree on, as one value. Any two merge into one, in any order and however often.
 *
 * @param serial what the SOA serial has risen to, in seconds since 1970; 0 when nothing is agreed
 * @param cookieKeys the newest first, at most {@link #KEPT_KEYS}
 * @param began when the cluster began, in seconds since 1970; 0 when nobody has said
 */
public record Agreed(long serial, List<CookieKey> cookieKeys, long began) {
  /** The key in use, the one before, and one that is announced. */
  public static final int KEPT_KEYS = 3;

  /** Seconds fit the 32 bits of a serial until 2106; then RFC 1982 arithmetic will be needed. */
  public static final long MAX_SERIAL = 0xffff_ffffL;

  /** Before anybody has contributed. */
  public static final Agreed NOTHING = new Agreed(0, List.of());

  /** Keeps the newest of {@code cookieKeys}, in their order. */
  public Agreed {
    if (serial < 0 || serial > MAX_SERIAL) {
      throw new InvalidValueException("serial", serial, "0 to " + MAX_SERIAL);
    }
    if (began < 0) {
      throw new InvalidValueException("began", began, "0 or more");
    }
    cookieKeys =
        cookieKeys.stream().distinct().sorted(CookieKey.NEWEST_FIRST).limit(KEPT_KEYS).toList();
  }

  /** What is agreed by those who do not say when the cluster began. */
  public Agreed(long serial, List<CookieKey> cookieKeys) {
    this(serial, cookieKeys, 0);
  }

  /** That the cluster was there at {@code moment}. */
  public static Agreed began(Instant moment) {
    return new Agreed(0, List.of(), moment.getEpochSecond());
  }

  /** That the serial has risen so far. */
  public static Agreed serial(long serial) {
    return new Agreed(serial, List.of());
  }

  /** That there is such a key. */
  public static Agreed key(CookieKey key) {
    return new Agreed(0, List.of(key));
  }

  /** The higher serial, the newest keys of both, and the earlier beginning. */
  public Agreed merge(Agreed other) {
    return new Agreed(
        Math.max(serial, other.serial),
        Stream.concat(cookieKeys.stream(), other.cookieKeys.stream()).toList(),
        earlier(began, other.began));
  }

  /**
   * The key to make cookies with at {@code now}: the newest that is active, or the oldest while
   * this node's clock is behind all of them; none before the first is agreed on. All are accepted.
   */
  public Optional<CookieKey> cookieKey(Instant now) {
    return cookieKeys.stream()
        .filter(key -> key.isActive(now))
        .findFirst()
        .or(() -> cookieKeys.stream().reduce((newer, older) -> older));
  }

  /** Whether to merge {@code part} would change nothing. */
  public boolean holds(Agreed part) {
    return merge(part).equals(this);
  }

  private static long earlier(long one, long other) {
    return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
  }
}
