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
 */
public record Agreed(long serial, List<CookieKey> cookieKeys) {
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
    cookieKeys =
        cookieKeys.stream().distinct().sorted(CookieKey.NEWEST_FIRST).limit(KEPT_KEYS).toList();
  }

  /** That the serial has risen so far. */
  public static Agreed serial(long serial) {
    return new Agreed(serial, List.of());
  }

  /** That there is such a key. */
  public static Agreed key(CookieKey key) {
    return new Agreed(0, List.of(key));
  }

  /** The higher serial and the newest keys of both. */
  public Agreed merge(Agreed other) {
    return new Agreed(
        Math.max(serial, other.serial),
        Stream.concat(cookieKeys.stream(), other.cookieKeys.stream()).toList());
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
}
