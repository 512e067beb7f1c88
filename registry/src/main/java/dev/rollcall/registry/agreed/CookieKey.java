package dev.rollcall.registry.agreed;

import dev.rollcall.registry.instance.InvalidValueException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * A secret that DNS cookies are made with (RFC 9018 section 4).
 *
 * @param high the first eight of its 16 octets, in network order
 * @param low the other eight
 * @param activeFrom when nodes begin to make cookies with it, in whole milliseconds; it is accepted
 *     before that too
 */
public record CookieKey(long high, long low, Instant activeFrom) {
  /** How many octets a key has. */
  public static final int LENGTH = 16;

  /** The newest first; the same for all nodes. */
  static final Comparator<CookieKey> NEWEST_FIRST =
      Comparator.comparing(CookieKey::activeFrom)
          .thenComparingLong(CookieKey::high)
          .thenComparingLong(CookieKey::low)
          .reversed();

  public CookieKey {
    activeFrom = activeFrom.truncatedTo(ChronoUnit.MILLIS);
  }

  /** A key of those octets. */
  public static CookieKey of(byte[] octets, Instant activeFrom) {
    if (octets.length != LENGTH) {
      throw new InvalidValueException("cookieKey", octets.length + " octets", LENGTH + " octets");
    }
    ByteBuffer buffer = ByteBuffer.wrap(octets);
    return new CookieKey(buffer.getLong(), buffer.getLong(), activeFrom);
  }

  /** A copy of its octets. */
  public byte[] octets() {
    return ByteBuffer.allocate(LENGTH).putLong(high).putLong(low).array();
  }

  /** Whether nodes make cookies with it at {@code now}, unless a newer one is active too. */
  public boolean isActive(Instant now) {
    return !activeFrom.isAfter(now);
  }

  /** Does not give the secret away. */
  @Override
  public String toString() {
    return "CookieKey[activeFrom=" + activeFrom + "]";
  }
}
