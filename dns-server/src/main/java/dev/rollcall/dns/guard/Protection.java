package dev.rollcall.dns.guard;

import dev.rollcall.registry.agreed.CookieKey;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.IpNetwork;
import java.util.List;

/**
 * Who is answered, and how often.
 *
 * @param allowQuery who may ask; none stands for everybody
 * @param rateLimit most replies a second over UDP for an IPv4 /24 or an IPv6 /56, 0 for no limit
 * @param slip of how many replies beyond the limit one is sent, cut; 0 for none
 * @param cookieKeys what server cookies are made with, the first; none stands for those that the
 *     nodes agree on
 */
public record Protection(
    List<IpNetwork> allowQuery, int rateLimit, int slip, List<CookieKey> cookieKeys) {
  /** Everybody is answered as often as they ask. */
  public static final Protection DEFAULT = new Protection(List.of(), 0, 2, List.of());

  private static final int MAX_SLIP = 10;

  public Protection {
    allowQuery = List.copyOf(allowQuery);
    cookieKeys = List.copyOf(cookieKeys);
    checkRange("rateLimit", rateLimit, RateLimit.MAX_PER_SECOND);
    checkRange("slip", slip, MAX_SLIP);
  }

  public Protection withCookieKeys(List<CookieKey> value) {
    return new Protection(allowQuery, rateLimit, slip, value);
  }

  private static void checkRange(String field, int value, int max) {
    if (value < 0 || value > max) {
      throw new InvalidValueException(field, value, "0 to " + max);
    }
  }
}
