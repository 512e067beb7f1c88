package dev.rollcall.dns.guard;

import dev.rollcall.registry.agreed.CookieKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes server cookies of version 1 and judges those that come back (RFC 9018 section 4). A cookie
 * is two words in network order: version, reserved octets and the time in seconds; then the hash.
 * Reused; owned by one thread.
 */
public final class ServerCookies {
  /** Octets of a server cookie that can be one of ours. */
  public static final int LENGTH = 16;

  private static final long VERSION_1 = 1;
  private static final int VERSION_SHIFT = 56;

  // RFC 9018 section 4.3, in seconds.
  private static final int MAX_AGE = (int) Duration.ofHours(1).toSeconds();
  private static final int MAX_AHEAD = (int) Duration.ofMinutes(5).toSeconds();
  private static final int RENEWAL_AGE = (int) Duration.ofMinutes(30).toSeconds();

  private static final int IPV4_OCTETS = 20;
  private static final int IPV6_OCTETS = 32;

  private final CookieSecrets secrets;
  private final InstantSource clock;
  private final SipHash sipHash = new SipHash();
  private long clientCookie;
  private long head;
  private long hash;

  public ServerCookies(CookieSecrets secrets, InstantSource clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * Judges a query that came without a server cookie, and prepares one for the reply.
   *
   * @return {@link Standing#NONE} while there is no secret
   */
  public Standing judge(Client client, long cookie) {
    return judge(client, cookie, 0, 0) == Standing.NONE ? Standing.NONE : Standing.CLIENT_ONLY;
  }

  /** Judges a cookie that came back, and prepares the one for the reply: the same or a new one. */
  public Standing judge(Client client, long cookie, long cameHead, long cameHash) {
    List<CookieKey> all = secrets.current();
    if (all.isEmpty()) {
      return Standing.NONE;
    }
    long millis = clock.millis();
    int now = (int) (millis / 1000);
    clientCookie = cookie;
    head = cameHead;
    hash = cameHash;
    // RFC 1982 arithmetic, as the time wraps round.
    int age = now - (int) cameHead;
    CookieKey maker = isOurs(age) ? makerOf(client, all) : null;
    CookieKey newest = newest(all, millis);
    if (maker == null || !maker.equals(newest) || age > RENEWAL_AGE) {
      head = (VERSION_1 << VERSION_SHIFT) | Integer.toUnsignedLong(now);
      hash = hash(client, newest);
    }
    return maker == null ? Standing.INVALID : Standing.VALID;
  }

  /** The client's part of the cookie that was judged last. */
  public long clientCookie() {
    return clientCookie;
  }

  /** The first word of the server cookie for the reply. */
  public long head() {
    return head;
  }

  /** The second word of the server cookie for the reply. */
  public long hash() {
    return hash;
  }

  private boolean isOurs(int age) {
    return head >>> VERSION_SHIFT == VERSION_1 && age <= MAX_AGE && age >= -MAX_AHEAD;
  }

  private @Nullable CookieKey makerOf(Client client, List<CookieKey> all) {
    for (int i = 0; i < all.size(); i++) {
      if (hash(client, all.get(i)) == hash) {
        return all.get(i);
      }
    }
    return null;
  }

  /** The newest that is active; should none be, the oldest. */
  private static CookieKey newest(List<CookieKey> all, long millis) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).activeFrom().toEpochMilli() <= millis) {
        return all.get(i);
      }
    }
    return all.getLast();
  }

  /** RFC 9018 section 4.4; the reserved octets count as they came. */
  private long hash(Client client, CookieKey secret) {
    sipHash.begin(Long.reverseBytes(secret.high()), Long.reverseBytes(secret.low()));
    sipHash.add(Long.reverseBytes(clientCookie));
    sipHash.add(Long.reverseBytes(head));
    if (client.isIpv4()) {
      return Long.reverseBytes(sipHash.finish(Long.reverseBytes(client.upperBits()), IPV4_OCTETS));
    }
    sipHash.add(Long.reverseBytes(client.upperBits()));
    sipHash.add(Long.reverseBytes(client.lowerBits()));
    return Long.reverseBytes(sipHash.finish(0, IPV6_OCTETS));
  }
}
