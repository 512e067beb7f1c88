package dev.rollcall.dns.answer;

import dev.rollcall.dns.guard.AccessList;
import dev.rollcall.dns.guard.CookieSecrets;
import dev.rollcall.dns.guard.RateLimit;
import dev.rollcall.dns.locality.LocalitySettings;
import dev.rollcall.dns.locality.LocalityTable;
import java.time.InstantSource;

/**
 * How all responders of a server reply, whatever the zones hold.
 *
 * @param udpPayload most octets of a reply over UDP, 512 or more
 * @param access who is answered
 * @param rateLimit how often over UDP
 * @param slip of how many replies beyond that one is sent, cut; 0 for none
 * @param cookies what server cookies are made with
 * @param clock the time of server cookies
 * @param identity what the server says of itself
 * @param localities where clients are
 * @param trustedResolvers who may say for which client they ask
 */
public record ReplyPolicy(
    int udpPayload,
    AccessList access,
    RateLimit rateLimit,
    int slip,
    CookieSecrets cookies,
    InstantSource clock,
    Identity identity,
    LocalityTable localities,
    AccessList trustedResolvers) {
  /** Everybody is answered as often as they ask. */
  public static ReplyPolicy open(int udpPayload) {
    return new ReplyPolicy(
        udpPayload,
        AccessList.EVERYBODY,
        RateLimit.NONE,
        0,
        CookieSecrets.random(),
        InstantSource.system(),
        Identity.DEFAULT,
        LocalityTable.NONE,
        AccessList.NOBODY);
  }

  public ReplyPolicy withLocalities(LocalitySettings value) {
    return new ReplyPolicy(
        udpPayload,
        access,
        rateLimit,
        slip,
        cookies,
        clock,
        identity,
        LocalityTable.of(value.localities()),
        AccessList.only(value.trustedResolvers()));
  }
}
