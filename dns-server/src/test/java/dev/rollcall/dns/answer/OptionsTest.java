package dev.rollcall.dns.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.Instances;
import dev.rollcall.dns.ServedZone;
import dev.rollcall.dns.guard.AccessList;
import dev.rollcall.dns.guard.CookieSecrets;
import dev.rollcall.dns.guard.RateLimit;
import dev.rollcall.dns.guard.Standing;
import dev.rollcall.dns.locality.LocalityTable;
import dev.rollcall.dns.tally.Drop;
import dev.rollcall.registry.instance.IpNetwork;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.CookieOption;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TcpKeepaliveOption;
import org.xbill.DNS.Type;

/** EDNS options: what is made of those in a query, and which ones stand in the reply. */
class OptionsTest {
  private static final String NAME = "orders.service.internal";
  private static final byte[] CLIENT_COOKIE = {1, 2, 3, 4, 5, 6, 7, 8};
  private static final int LIMIT = 3;

  private final ServedZone zone =
      ServedZone.empty(
          new ReplyPolicy(
              1232,
              AccessList.of(
                  List.of(IpNetwork.parse("192.0.2.0/24"), IpNetwork.parse("2001:db8::/32"))),
              RateLimit.of(LIMIT, 0),
              2,
              CookieSecrets.random(),
              () -> Instant.EPOCH,
              new Identity("node-1", "Rollcall"),
              LocalityTable.NONE,
              AccessList.NOBODY));

  private long limited;
  private long slipped;

  @BeforeEach
  void register() {
    zone.register(Instances.of("orders", "a", "10.0.0.1"));
  }

  @AfterEach
  void close() {
    zone.close();
  }

  @Test
  void aClientCookieIsAnsweredWithAServerCookieThatHolds() {
    byte[] cookie = cookieOf(ask(option(10, CLIENT_COOKIE)));
    assertEquals(24, cookie.length);
    assertEquals(List.of(1, 2, 3), List.of((int) cookie[0], (int) cookie[1], (int) cookie[2]));
    assertEquals(Arrays.toString(cookie), Arrays.toString(cookieOf(ask(option(10, cookie)))));
    assertEquals(1, zone.tally().cookies(Standing.CLIENT_ONLY));
    assertEquals(1, zone.tally().cookies(Standing.VALID));
  }

  @Test
  void aWrongServerCookieIsAnsweredWithAFreshOne() {
    Message reply = ask(option(10, Arrays.copyOf(CLIENT_COOKIE, 24)));
    assertEquals(org.xbill.DNS.Rcode.NOERROR, reply.getRcode());
    byte[] fresh = cookieOf(reply);
    assertEquals(1, zone.tally().cookies(Standing.INVALID));
    ask(option(10, fresh));
    assertEquals(1, zone.tally().cookies(Standing.VALID));
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 17, 32, 40})
  void aServerCookieOfAnyLegalLengthMayComeFromAnother(int length) {
    Message reply = ask(option(10, Arrays.copyOf(CLIENT_COOKIE, length)));
    assertEquals(org.xbill.DNS.Rcode.NOERROR, reply.getRcode());
    assertEquals(24, cookieOf(reply).length);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 9, 15, 41, 100})
  void aCookieOfAnotherLengthIsMalformed(int length) {
    Message reply = ask(option(10, new byte[length]));
    assertEquals(org.xbill.DNS.Rcode.FORMERR, reply.getRcode());
    assertTrue(Objects.requireNonNull(reply.getOPT()).getOptions().isEmpty());
  }

  @Test
  void theFirstOfTwoCookiesCounts() {
    Message reply = ask(option(10, CLIENT_COOKIE), option(10, new byte[3]));
    assertEquals(org.xbill.DNS.Rcode.NOERROR, reply.getRcode());
    assertEquals(1, cookieOf(reply)[0]);
  }

  @Test
  void aCookieAloneIsAnsweredWithoutAQuestion() {
    Message reply = raw(RawQuery.empty().opt(1232, option(10, CLIENT_COOKIE)));
    assertEquals(org.xbill.DNS.Rcode.NOERROR, reply.getRcode());
    assertTrue(reply.getSection(Section.QUESTION).isEmpty());
    byte[] cookie = cookieOf(reply);
    assertEquals(
        org.xbill.DNS.Rcode.NOERROR,
        raw(RawQuery.empty().opt(1232, option(10, cookie))).getRcode());
    byte[] wrong = Arrays.copyOf(CLIENT_COOKIE, 24);
    assertEquals(
        org.xbill.DNS.Rcode.BADCOOKIE,
        raw(RawQuery.empty().opt(1232, option(10, wrong))).getRcode());
  }

  /** RFC 5001 section 2. */
  @Test
  void theServerSaysWhoItIsWhenAsked() {
    OPTRecord opt = Objects.requireNonNull(ask(option(3)).getOPT());
    assertEquals("node-1", new String(nsid(opt), StandardCharsets.US_ASCII));
    assertTrue(Objects.requireNonNull(ask(option(9)).getOPT()).getOptions().isEmpty());
  }

  @Test
  void optionsThatAreNotUnderstoodChangeNothing() {
    Message reply =
        ask(option(8, (byte) 0, (byte) 1, (byte) 0), option(9), option(12, new byte[9]));
    assertEquals(org.xbill.DNS.Rcode.NOERROR, reply.getRcode());
    assertEquals(1, reply.getSection(Section.ANSWER).size());
    assertTrue(Objects.requireNonNull(reply.getOPT()).getOptions().isEmpty());
  }

  /** RFC 7828 section 3.3.2. */
  @Test
  void theIdleTimeIsSaidOverTcpAlone() {
    Message query = ServedZone.query(NAME, Type.A);
    assertNull(zone.overTcp(query).getOPT());
    query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
    EDNSOption said = Objects.requireNonNull(zone.overTcp(query).getOPT()).getOptions().getFirst();
    assertEquals(
        Duration.ofSeconds(10), ((TcpKeepaliveOption) said).getTimeoutDuration().orElseThrow());
    assertTrue(Objects.requireNonNull(ask(option(11)).getOPT()).getOptions().isEmpty());
  }

  /** RFC 8914 section 3: the explanation goes first. */
  @Test
  void recordsLeaveRoomForTheCookieAndTheRestIsLeftOut() {
    for (int i = 10; i < 60; i++) {
      zone.register(Instances.of("many", "i" + i, "10.0.1." + i));
    }
    for (int payload = 512; payload < 640; payload++) {
      zone.advance(Duration.ofSeconds(1));
      byte[] options = join(option(10, CLIENT_COOKIE), option(3));
      Message reply = raw(RawQuery.of("many.service.internal", Type.SRV).opt(payload, options));
      assertTrue(reply.getHeader().getFlag(Flags.TC));
      assertTrue(reply.numBytes() <= payload, "octets: " + reply.numBytes());
      assertEquals(24, cookieOf(reply).length);
    }
  }

  @Test
  void whoIsNotOnTheListIsRefusedAndToldWhy() {
    zone.askFrom("198.51.100.1");
    Message reply = ask();
    assertEquals(org.xbill.DNS.Rcode.REFUSED, reply.getRcode());
    assertEquals(0, reply.getSection(Section.ANSWER).size());
    EDNSOption why = Objects.requireNonNull(reply.getOPT()).getOptions().getFirst();
    assertEquals(
        ExtendedErrorCodeOption.PROHIBITED, ((ExtendedErrorCodeOption) why).getErrorCode());
    assertEquals(1, zone.tally().drops(Drop.DENIED));
    zone.askFrom("2001:db8::1");
    assertEquals(org.xbill.DNS.Rcode.NOERROR, ask().getRcode());
    assertEquals(1, zone.tally().drops(Drop.DENIED));
  }

  @Test
  void beyondTheLimitEverySecondReplyIsCutAndTheOthersAreNotSent() {
    spendLimit();
    byte[] query = RawQuery.of(NAME, Type.A).toWire();
    int cut = 0;
    for (int i = 0; i < 10; i++) {
      byte @Nullable [] reply = zone.rawReply(query);
      if (reply != null) {
        cut++;
        assertEquals(query.length, reply.length);
        assertEquals(0x82, reply[2] & 0xff); // a response that is truncated
      }
    }
    assertEquals(5, cut);
    assertEquals(5, zone.tally().drops(Drop.SLIPPED) - slipped);
    assertEquals(5, zone.tally().drops(Drop.RATE_LIMITED) - limited);
    zone.advance(Duration.ofSeconds(1));
    assertEquals(1, ask().getSection(Section.ANSWER).size());
  }

  @Test
  void aValidCookieAndTcpAreExemptFromTheLimit() {
    byte[] cookie = cookieOf(ask(option(10, CLIENT_COOKIE)));
    spendLimit();
    for (int i = 0; i < 10; i++) {
      assertEquals(1, ask(option(10, cookie)).getSection(Section.ANSWER).size());
      assertEquals(
          1, zone.overTcp(ServedZone.query(NAME, Type.A)).getSection(Section.ANSWER).size());
    }
  }

  @Test
  void whoIsLimitedWithACookieIsToldTheServersOwn() {
    spendLimit();
    byte[] query = RawQuery.of(NAME, Type.A).opt(1232, option(10, CLIENT_COOKIE)).toWire();
    assertNull(zone.rawReply(query));
    Message reply = parsed(Objects.requireNonNull(zone.rawReply(query)));
    assertEquals(org.xbill.DNS.Rcode.BADCOOKIE, reply.getRcode());
    assertFalse(reply.getHeader().getFlag(Flags.TC));
    assertEquals(1, ask(option(10, cookieOf(reply))).getSection(Section.ANSWER).size());
  }

  @Test
  void othersAreAnsweredWhileOnePrefixIsLimited() {
    spendLimit();
    zone.askFrom("2001:db8::1");
    assertEquals(1, ask().getSection(Section.ANSWER).size());
  }

  private void spendLimit() {
    byte[] query = RawQuery.of(NAME, Type.A).toWire();
    while (zone.tally().drops(Drop.RATE_LIMITED) + zone.tally().drops(Drop.SLIPPED) < 2) {
      zone.rawReply(query);
    }
    limited = zone.tally().drops(Drop.RATE_LIMITED);
    slipped = zone.tally().drops(Drop.SLIPPED);
  }

  private Message ask(byte[]... options) {
    return raw(RawQuery.of(NAME, Type.A).opt(1232, join(options)));
  }

  private Message raw(RawQuery query) {
    return parsed(Objects.requireNonNull(zone.rawReply(query.toWire())));
  }

  private static Message parsed(byte[] reply) {
    try {
      return new Message(reply);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] cookieOf(Message reply) {
    OPTRecord opt = Objects.requireNonNull(reply.getOPT());
    CookieOption cookie = (CookieOption) opt.getOptions(EDNSOption.Code.COOKIE).getFirst();
    return join(cookie.getClientCookie(), cookie.getServerCookie().orElseThrow());
  }

  private static byte[] nsid(OPTRecord opt) {
    byte[] option = opt.getOptions().getFirst().toWire();
    return Arrays.copyOfRange(option, 4, option.length);
  }

  private static byte[] option(int code, byte... data) {
    return join(RawQuery.words(code, data.length), data);
  }

  private static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
