package dev.rollcall.dns.guard;

import dev.rollcall.registry.agreed.CookieKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/**
 * The secrets that hold now. The newest active one makes cookies, all of them are accepted: so one
 * can be replaced without a client noticing, RFC 9018 section 5. Any thread may replace them and
 * any may read.
 */
public final class CookieSecrets {
  private static final SecureRandom RANDOM = new SecureRandom();

  private volatile List<CookieKey> current;

  private CookieSecrets(List<CookieKey> secrets) {
    this.current = List.copyOf(secrets);
  }

  /** Those, the newest first; without any, clients get no cookies. */
  public static CookieSecrets of(List<CookieKey> secrets) {
    return new CookieSecrets(secrets);
  }

  /** One that nobody else knows, and that is lost when the process ends. */
  public static CookieSecrets random() {
    byte[] octets = new byte[CookieKey.LENGTH];
    RANDOM.nextBytes(octets);
    return of(List.of(CookieKey.of(octets, Instant.EPOCH)));
  }

  /** From now on those, the newest first. */
  public void replace(List<CookieKey> secrets) {
    current = List.copyOf(secrets);
  }

  /** The newest first. The same list until it is replaced. */
  List<CookieKey> current() {
    return current;
  }
}
