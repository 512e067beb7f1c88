package dev.rollcall.dns.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.DnsSettings;
import dev.rollcall.dns.answer.RawQuery;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CookieOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * A sound query with any octets for a cookie, from a client that comes back with what it was given.
 * A server without cookies passes: it gives none.
 */
public final class CookieTarget {
  private static final int MOST_OCTETS = DnsSettings.DEFAULT_UDP_PAYLOAD;
  private static final WatchedResponder RESPONDER =
      new WatchedResponder(FuzzedZone.serve(), MOST_OCTETS);

  // RFC 7873 section 4: octets of the client's part and of the whole.
  private static final int CLIENT_COOKIE = 8;
  private static final int MIN_WHOLE = 16;
  private static final int MAX_WHOLE = 40;

  private CookieTarget() {}

  /** Called by the fuzzer before it counts what is reached. */
  public static void fuzzerInitialize() {
    check(new byte[10]);
  }

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] octets) {
    check(octets);
  }

  /** The first octet chooses the name, the second whether there is a second cookie. */
  static void check(byte[] octets) {
    var input = new FuzzInput(octets);
    String name = FuzzedZone.name(input.octet());
    boolean twice = input.octet() % 2 != 0;
    byte[] cookie = input.take(MAX_WHOLE + CLIENT_COOKIE);
    byte[] options = option(cookie);
    Message reply = ask(name, twice ? joined(options, option(input.take(MAX_WHOLE))) : options);
    byte[] given = cookieOf(reply);
    boolean legal = isLegal(cookie.length);
    if (legal) {
      assertNotEquals(Rcode.FORMERR, twice ? Rcode.NOERROR : reply.getRcode(), "legal cookie");
    }
    if (given != null && legal && !twice) {
      comeBack(name, cookie, given);
    }
  }

  private static boolean isLegal(int length) {
    return length == CLIENT_COOKIE || (length >= MIN_WHOLE && length <= MAX_WHOLE);
  }

  private static void comeBack(String name, byte[] cookie, byte[] given) {
    assertTrue(given.length >= MIN_WHOLE && given.length <= MAX_WHOLE, () -> "" + given.length);
    assertArrayEquals(clientPart(cookie), clientPart(given), "the client's part");
    Message second = ask(name, option(given));
    assertNotEquals(Rcode.BADCOOKIE, second.getRcode(), "its own cookie");
    byte[] again = cookieOf(second);
    assertNotNull(again, "a cookie each time");
    assertArrayEquals(clientPart(cookie), clientPart(again), "the client's part, the second time");
    byte[] forged = given.clone();
    forged[forged.length - 1] ^= 1;
    byte[] replaced = Objects.requireNonNull(cookieOf(ask(name, option(forged))));
    assertFalse(Arrays.equals(forged, replaced), "a forged cookie");
  }

  private static Message ask(String name, byte[] options) {
    byte[] packet = RawQuery.of(name, Type.A).opt(MOST_OCTETS, 0, 0, options).toWire();
    return Objects.requireNonNull(ReplyRules.check(packet, RESPONDER.reply(packet), MOST_OCTETS));
  }

  private static byte @Nullable [] cookieOf(Message reply) {
    return Objects.requireNonNull(reply.getOPT()).getOptions().stream()
        .filter(CookieOption.class::isInstance)
        .map(CookieOption.class::cast)
        .map(CookieTarget::whole)
        .findFirst()
        .orElse(null);
  }

  private static byte[] whole(CookieOption option) {
    return joined(option.getClientCookie(), option.getServerCookie().orElseGet(() -> new byte[0]));
  }

  private static byte[] clientPart(byte[] cookie) {
    return Arrays.copyOf(cookie, CLIENT_COOKIE);
  }

  private static byte[] option(byte[] data) {
    return joined(RawQuery.words(10, data.length), data);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }
}
