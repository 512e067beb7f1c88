package dev.rollcall.dns.answer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.Instances;
import dev.rollcall.dns.ServedZone;
import dev.rollcall.dns.tally.Drop;
import dev.rollcall.dns.tally.Rcode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What the responder makes of headers, questions and EDNS. */
class ProtocolTest {
  private static final String NAME = "a.orders.service.internal";
  private static final int DNSSEC_OK = 0x8000;

  private final ServedZone zone = ServedZone.empty();

  @BeforeEach
  void register() {
    zone.register(Instances.of("orders", "a", "10.0.0.1"));
  }

  @AfterEach
  void close() {
    zone.close();
  }

  /**
   * Query, and the reply's flag word (with rcode), counts of question, answer, authority and
   * additional; none for no reply.
   */
  static Stream<Arguments> queries() {
    byte[] option = RawQuery.words(100, 2, 0xbeef);
    return Stream.of(
        row("plain", RawQuery.of(NAME, Type.A), 0x8400, 1, 1, 0, 0),
        row("RD is copied", RawQuery.of(NAME, Type.A).flags(0x0100), 0x8500, 1, 1, 0, 0),
        row("TC of a query", RawQuery.of(NAME, Type.A).flags(0x0200), 0x8400, 1, 1, 0, 0),
        row(
            "AA, RA, Z, AD, CD are not",
            RawQuery.of(NAME, Type.A).flags(0x04f0),
            0x8400,
            1,
            1,
            0,
            0),
        row("rcode of a query", RawQuery.of(NAME, Type.A).flags(0x0005), 0x8400, 1, 1, 0, 0),
        row("a response", RawQuery.of(NAME, Type.A).flags(0x8000)),
        row("IQUERY", RawQuery.of(NAME, Type.A).flags(0x0800), 0x8804, 1, 0, 0, 0),
        row("NOTIFY", RawQuery.of(NAME, Type.SOA).flags(0x2000), 0xa004, 1, 0, 0, 0),
        row("UPDATE", RawQuery.of(NAME, Type.SOA).flags(0x2800), 0xa804, 1, 0, 0, 0),
        row("NOTIFY, OPT", RawQuery.of(NAME, 6).flags(0x2000).opt(512), 0xa004, 1, 0, 0, 1),
        row(
            "UPDATE with records, OPT",
            RawQuery.of(NAME, 6).flags(0x2800).text(1).text(2).text(3).text(3).opt(512),
            0xa804,
            1,
            0,
            0,
            1),
        row("STATUS that is broken", name(0xc0, 0x0c).flags(0x1000).opt(512), 0x9004, 0, 0, 0, 0),
        row("DSO", RawQuery.empty().flags(0x3000), 0xb004, 0, 0, 0, 0),
        row("opcode 15", RawQuery.of(NAME, Type.A).flags(0x7900), 0xf904, 1, 0, 0, 0),
        row("class CH", RawQuery.empty().question(NAME, 16, 3), 0x8005, 1, 0, 0, 0),
        row("class ANY", RawQuery.empty().question(NAME, 1, 255), 0x8005, 1, 0, 0, 0),
        row("class NONE", RawQuery.empty().question(NAME, 1, 254), 0x8005, 1, 0, 0, 0),
        row("type 0", RawQuery.of(NAME, 0), 0x8400, 1, 0, 1, 0),
        row("type OPT", RawQuery.of(NAME, Type.OPT), 0x8400, 1, 0, 1, 0),
        row("type 65535", RawQuery.of(NAME, 65_535), 0x8400, 1, 0, 1, 0),
        row("ANY", RawQuery.of(NAME, Type.ANY), 0x8400, 1, 1, 0, 0),
        row("AXFR", RawQuery.of("service.internal", Type.AXFR), 0x8005, 1, 0, 0, 0),
        row("IXFR", RawQuery.of("service.internal", Type.IXFR).text(2), 0x8005, 1, 0, 0, 0),
        row("no question", RawQuery.empty(), 0x8001, 0, 0, 0, 0),
        row("no question, OPT", RawQuery.empty().opt(1232), 0x8001, 0, 0, 0, 1),
        row("two questions", RawQuery.of(NAME, 1).question(NAME, 28, 1), 0x8001, 0, 0, 0, 0),
        row(
            "two questions, OPT",
            RawQuery.of(NAME, 1).question(NAME, 28, 1).opt(512),
            0x8001,
            0,
            0,
            0,
            1),
        row("65535 questions", RawQuery.of(NAME, 1).count(0, 65_535), 0x8001, 0, 0, 0, 0),
        row("an answer", RawQuery.of(NAME, 1).text(1), 0x8001, 1, 0, 0, 0),
        row("an answer, OPT", RawQuery.of(NAME, 1).text(1).opt(512), 0x8001, 1, 0, 0, 1),
        row("an authority", RawQuery.of(NAME, 1).text(2), 0x8001, 1, 0, 0, 0),
        row("an additional", RawQuery.of(NAME, 1).text(3), 0x8400, 1, 1, 0, 0),
        row("three additionals", RawQuery.of(NAME, 1).text(3).text(3).text(3), 0x8001, 1, 0, 0, 0),
        row(
            "three additionals, OPT first",
            RawQuery.of(NAME, 1).opt(512).text(3).text(3),
            0x8001,
            1,
            0,
            0,
            1),
        row(
            "octets behind OPT",
            RawQuery.of(NAME, 1).opt(512).octets((byte) 0),
            0x8001,
            1,
            0,
            0,
            1),
        row("a count too high", RawQuery.of(NAME, 1).count(3, 1), 0x8001, 1, 0, 0, 0),
        row("a count too low", RawQuery.of(NAME, 1).text(3).count(3, 0), 0x8001, 1, 0, 0, 0),
        row("octets behind", RawQuery.of(NAME, 1).octets((byte) 0), 0x8001, 1, 0, 0, 0),
        row("a pointer to itself", name(0xc0, 0x0c), 0x8001, 0, 0, 0, 0),
        row("a pointer to the header", name(0xc0, 0x00), 0x8001, 0, 0, 0, 0),
        row("a pointer after a label", name(1, 'a', 0xc0, 0x0c), 0x8001, 0, 0, 0, 0),
        row("a label of type 01", name(0x41, 'a', 0), 0x8001, 0, 0, 0, 0),
        row("a label of type 10", name(0x81, 'a', 0), 0x8001, 0, 0, 0, 0),
        row("a name of 256 octets", longName(256), 0x8001, 0, 0, 0, 0),
        row("a name of 255 octets", longName(255), 0x8005, 1, 0, 0, 0),
        row("OPT", RawQuery.of(NAME, 1).opt(1232), 0x8400, 1, 1, 0, 1),
        row("OPT before another", RawQuery.of(NAME, 1).opt(1232).text(3), 0x8400, 1, 1, 0, 1),
        row("OPT and NXDOMAIN", RawQuery.of("no.service.internal", 1).opt(0), 0x8403, 1, 0, 1, 1),
        row("OPT and REFUSED", RawQuery.of("example.com", 1).opt(512), 0x8005, 1, 0, 0, 1),
        row("an unknown option", RawQuery.of(NAME, 1).opt(1232, option), 0x8400, 1, 1, 0, 1),
        row("unknown EDNS flags", RawQuery.of(NAME, 1).opt(1232, 0, 0x7fff), 0x8400, 1, 1, 0, 1),
        row("EDNS 1", RawQuery.of(NAME, 1).opt(1232, 1, 0), 0x8000, 1, 0, 0, 1),
        row(
            "EDNS 255 with an option",
            RawQuery.of(NAME, 1).opt(0, 255, 0, option),
            0x8000,
            1,
            0,
            0,
            1),
        row("two OPTs", RawQuery.of(NAME, 1).opt(1232).opt(1232), 0x8001, 1, 0, 0, 1),
        row("half an option", RawQuery.of(NAME, 1).opt(1232, (byte) 0), 0x8001, 1, 0, 0, 1),
        row(
            "an option too long",
            RawQuery.of(NAME, 1).opt(1232, RawQuery.words(3, 1)),
            0x8001,
            1,
            0,
            0,
            1),
        row(
            "OPT with an owner",
            RawQuery.of(NAME, 1).record(3, new byte[] {1, 'x', 0}, 41, 1232, 0),
            0x8001,
            1,
            0,
            0,
            0),
        row("eleven octets", Arrays.copyOf(RawQuery.of(NAME, 1).toWire(), 11)),
        row("nothing", new byte[0]));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queries")
  void isAnsweredByTheBook(String what, byte[] query, int[] expected) {
    byte[] reply = zone.rawReply(query);
    if (expected.length == 0) {
      assertNull(reply, what);
      return;
    }
    assertNotNull(reply, what);
    int[] actual = new int[5];
    for (int i = 0; i < actual.length; i++) {
      actual[i] = word(reply, 1 + i);
    }
    assertEquals(RawQuery.ID, word(reply, 0));
    assertEquals(hex(expected), hex(actual), what);
  }

  @Test
  void echoesTheQuestionOctetByOctet() {
    byte[] name = "\1A\6oRdErS\7serVICE\10inTERnal\0".getBytes(StandardCharsets.ISO_8859_1);
    byte[] query = RawQuery.empty().question(name, Type.A, 1).toWire();
    byte[] reply = Objects.requireNonNull(zone.rawReply(query));
    assertArrayEquals(
        Arrays.copyOfRange(query, 12, query.length), Arrays.copyOfRange(reply, 12, query.length));
    assertEquals(1, word(reply, 3));
  }

  @Test
  void lettersBeyondAsciiHaveNoCase() {
    byte[] name = "\1\301\7service\10internal\0".getBytes(StandardCharsets.ISO_8859_1);
    byte[] reply =
        Objects.requireNonNull(zone.rawReply(RawQuery.empty().question(name, 1, 1).toWire()));
    assertEquals(0x8403, word(reply, 1));
  }

  @Test
  void copiesDnssecOkAndNothingElse() throws IOException {
    byte[] query = RawQuery.of(NAME, Type.A).opt(4096, 0, DNSSEC_OK | 0x1234).toWire();
    Message reply = new Message(Objects.requireNonNull(zone.rawReply(query)));
    var opt = Objects.requireNonNull(reply.getOPT());
    assertEquals(DNSSEC_OK, opt.getFlags());
    assertEquals(0, opt.getVersion());
    assertEquals(1232, opt.getPayloadSize());
    assertTrue(opt.getOptions().isEmpty());
  }

  @Test
  void answersAnUnknownVersionWithItsOwn() throws IOException {
    byte[] query = RawQuery.of(NAME, Type.A).opt(4096, 1, 0).toWire();
    Message reply = new Message(Objects.requireNonNull(zone.rawReply(query)));
    assertEquals(16, reply.getRcode());
    assertEquals(0, Objects.requireNonNull(reply.getOPT()).getVersion());
  }

  @Test
  void saysWhyItRefusesToWhoUnderstands() throws IOException {
    assertEquals(ExtendedErrorCodeOption.NOT_AUTHORITATIVE, extendedError(zone, "example.com"));
    assertEquals(
        ExtendedErrorCodeOption.NOT_AUTHORITATIVE,
        extendedError(zone, RawQuery.of("service.internal", Type.AXFR)));
  }

  /** RFC 8767 section 5, RFC 8914 section 4.15: SERVFAIL, as resolvers keep what they know then. */
  @Test
  void failsUntilTheCatalogueIsThere() throws IOException {
    try (ServedZone loading = ServedZone.loading()) {
      assertEquals(ExtendedErrorCodeOption.NOT_READY, extendedError(loading, NAME));
      byte[] plain = RawQuery.of(NAME, Type.A).toWire();
      assertEquals(0x8002, word(Objects.requireNonNull(loading.rawReply(plain)), 1));
      byte[] outside = RawQuery.of("example.com", Type.A).toWire();
      assertEquals(0x8005, word(Objects.requireNonNull(loading.rawReply(outside)), 1));
    }
  }

  /** RFC 8767 section 5, RFC 8914 section 4.23. */
  @Test
  void failsWhileTheNodeIsCutOffForTooLong() throws IOException {
    zone.compiler().turnedStale(true);
    assertEquals(ExtendedErrorCodeOption.NO_REACHABLE_AUTHORITY, extendedError(zone, NAME));
    assertEquals(Rcode.SERVFAIL.headerBits(), zone.ask("no.service.internal", Type.A).getRcode());

    zone.compiler().turnedStale(false);
    assertEquals(Rcode.NOERROR.headerBits(), zone.ask(NAME, Type.A).getRcode());
    assertEquals(Rcode.NXDOMAIN.headerBits(), zone.ask("no.service.internal", Type.A).getRcode());
  }

  @Test
  void countsWhatItSaid() {
    zone.ask(NAME, Type.A);
    zone.ask("no.service.internal", Type.A);
    zone.rawReply(new byte[3]);
    zone.rawReply(RawQuery.of(NAME, 1).flags(0x8000).toWire());
    assertEquals(2, zone.tally().replies());
    assertEquals(1, zone.tally().replies(Rcode.NXDOMAIN));
    assertEquals(1, zone.tally().drops(Drop.TOO_SHORT));
    assertEquals(1, zone.tally().drops(Drop.RESPONSE));
    assertEquals(0, zone.tally().truncated());
  }

  private static int extendedError(ServedZone zone, String name) throws IOException {
    return extendedError(zone, RawQuery.of(name, Type.A));
  }

  private static int extendedError(ServedZone zone, RawQuery query) throws IOException {
    byte[] octets = query.opt(1232).toWire();
    Message reply = new Message(Objects.requireNonNull(zone.rawReply(octets)));
    var opt = Objects.requireNonNull(reply.getOPT());
    assertEquals(1, opt.getOptions().size());
    assertTrue(reply.getSection(Section.ANSWER).isEmpty());
    EDNSOption option = opt.getOptions().getFirst();
    return ((ExtendedErrorCodeOption) option).getErrorCode();
  }

  private static Arguments row(String what, RawQuery query, int... expected) {
    return row(what, query.toWire(), expected);
  }

  private static Arguments row(String what, byte[] query, int... expected) {
    return Arguments.of(what, query, expected);
  }

  private static RawQuery name(int... octets) {
    byte[] name = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      name[i] = (byte) octets[i];
    }
    return RawQuery.empty().question(name, Type.A, 1);
  }

  /** Labels of 63 octets, then what is missing, then the root. */
  private static RawQuery longName(int length) {
    byte[] name = new byte[length];
    Arrays.fill(name, (byte) 'a');
    for (int at = 0; at < length - 1; at += 64) {
      name[at] = (byte) Math.min(63, length - at - 2);
    }
    name[length - 1] = 0;
    return RawQuery.empty().question(name, Type.A, 1);
  }

  private static int word(byte[] message, int index) {
    return (message[2 * index] & 0xff) << 8 | (message[2 * index + 1] & 0xff);
  }

  private static String hex(int[] words) {
    return String.format("%04x %d %d %d %d", words[0], words[1], words[2], words[3], words[4]);
  }
}
