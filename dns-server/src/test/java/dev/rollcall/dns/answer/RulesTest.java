package dev.rollcall.dns.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.Instances;
import dev.rollcall.dns.ServedZone;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.registry.instance.Metadata;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;
import org.xbill.DNS.Type;

/**
 * What RFCs want of messages, by their numbers: a query, and the reply as rcode, flags, sections
 * and options. Counts and header bits of many more queries stand in {@link ProtocolTest}.
 */
class RulesTest {
  private static final String NAME = "a.orders.service.internal";
  private static final String GONE = "none.service.internal";
  private static final byte[] KEY_NAME = {1, 'k', 0};

  private final ServedZone zone = ServedZone.empty();

  @BeforeEach
  void register() {
    zone.register(Instances.of("orders", "a", "10.0.0.1"));
  }

  @AfterEach
  void close() {
    zone.close();
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        rule("1035 4.1.1: an answer of the zone is authoritative", query(), "NOERROR qr aa A"),
        rule("1035 4.1.1: RD is copied, RA is clear", query().flags(0x0180), "NOERROR qr aa rd A"),
        rule("1035 4.1.1: a response gets no reply", query().flags(0x8000), null),
        rule(
            "1035 4.1.1: what lies outside the zones is refused",
            RawQuery.of("example.com", 1).opt(512),
            "REFUSED qr opt EDE=20"),
        rule(
            "1035 4.1.1: an unknown opcode is not implemented", query().flags(0x7800), "NOTIMP qr"),
        rule("1035 4.1.1: the bit that is left is clear", query().flags(0x0040), "NOERROR qr aa A"),
        rule("4035 3.1.6: AD and CD are clear", query().flags(0x0030), "NOERROR qr aa A"),
        rule(
            "1035 4.1.1: another class is refused",
            RawQuery.empty().question(NAME, Type.A, DClass.HS).opt(512),
            "REFUSED qr opt EDE=20"),
        rule(
            "4343 3: letters have no case",
            RawQuery.of("A.ORDERS.Service.Internal", 1),
            "NOERROR qr aa A"),
        rule(
            "8906 8.1: SOA is answered",
            RawQuery.of("service.internal", Type.SOA),
            "NOERROR qr aa SOA"),
        rule(
            "8906 8.2: EDNS 1 with DO and an option",
            query().opt(512, 1, 0x8000, RawQuery.words(100, 0)),
            "BADVERS qr opt do"),
        rule(
            "1995 2: an incremental transfer is refused",
            RawQuery.of("service.internal", Type.IXFR).text(2),
            "REFUSED qr"),
        rule(
            "4035 3.1.1: without signatures there is none for DO either",
            RawQuery.of(NAME, Type.RRSIG).opt(512, 0, 0x8000),
            "NOERROR qr aa authority SOA opt do"),
        rule(
            "9824 3: nor any proof that a name does not exist",
            RawQuery.of(GONE, 1).opt(512, 0, 0x8000),
            "NXDOMAIN qr aa authority SOA opt do"),
        rule(
            "8765 6.2: no subscription: SUBSCRIBE comes in DSO, which is not implemented",
            RawQuery.empty().flags(0x3000).octets(RawQuery.words(0x40, 0)),
            "NOTIMP qr"),
        rule(
            "7873 5.2.2: a cookie of 15 octets is malformed",
            query().opt(512, cookie(15)),
            "FORMERR qr opt"),
        rule(
            "7873 5.2.2: one of 16 is another server's",
            query().opt(512, cookie(16)),
            "NOERROR qr aa A opt COOKIE"),
        rule(
            "7873 5.2.2: so is one of 40",
            query().opt(512, cookie(40)),
            "NOERROR qr aa A opt COOKIE"),
        rule(
            "5001 2.1: a server without a name has no NSID",
            query().opt(512, RawQuery.words(3, 0)),
            "NOERROR qr aa A opt"),
        rule("1996 3.2: NOTIFY is not implemented", query().flags(0x2000), "NOTIMP qr"),
        rule("2136 2.2: UPDATE is not implemented", query().flags(0x2800), "NOTIMP qr"),
        rule("8490 5.4: DSO is not implemented", query().flags(0x3000), "NOTIMP qr"),
        rule(
            "2308 2.1: NXDOMAIN brings the SOA record",
            RawQuery.of(GONE, 1),
            "NXDOMAIN qr aa authority SOA"),
        rule(
            "2308 2.2: NODATA brings the SOA record",
            RawQuery.of(NAME, Type.AAAA),
            "NOERROR qr aa authority SOA"),
        rule(
            "8020 2: an empty non-terminal exists",
            RawQuery.of("_tcp.service.internal", 1),
            "NOERROR qr aa authority SOA"),
        rule(
            "3597 5: an unknown type at a name that exists is NODATA",
            RawQuery.of(NAME, 1000),
            "NOERROR qr aa authority SOA"),
        rule("8482 4.2: ANY gets one small record", RawQuery.of(NAME, 255), "NOERROR qr aa HINFO"),
        rule(
            "5936 2.2: a transfer is refused",
            RawQuery.of("service.internal", Type.AXFR),
            "REFUSED qr"),
        rule(
            "4035 3.1.4.1: DS at the apex is NODATA",
            RawQuery.of("service.internal", Type.DS),
            "NOERROR qr aa authority SOA"),
        rule("9619 4: no question is malformed", RawQuery.empty(), "FORMERR qr"),
        rule("9619 4: nor are two", query().question(NAME, 28, 1), "FORMERR qr"),
        rule(
            "7873 5.4: no question but a cookie is answered",
            RawQuery.empty().opt(512, cookie(8)),
            "NOERROR qr opt COOKIE"),
        rule(
            "7873 5.4: a wrong server cookie is told then",
            RawQuery.empty().opt(512, cookie(24)),
            "BADCOOKIE qr opt COOKIE"),
        rule(
            "7873 5.2.3: a client cookie gets a server cookie",
            query().opt(512, cookie(8)),
            "NOERROR qr aa A opt COOKIE"),
        rule(
            "7873 5.2.4: a wrong server cookie gets another",
            query().opt(512, cookie(24)),
            "NOERROR qr aa A opt COOKIE"),
        rule(
            "7873 5.2.2: a cookie of 9 octets is malformed",
            query().opt(512, cookie(9)),
            "FORMERR qr opt"),
        rule(
            "7873 5.2.2: a cookie of 41 octets is malformed",
            query().opt(512, cookie(41)),
            "FORMERR qr opt"),
        rule("6891 6.1.1: no OPT for who sends none", query(), "NOERROR qr aa A"),
        rule("6891 6.1.1: OPT for OPT", query().opt(512), "NOERROR qr aa A opt"),
        rule(
            "6891 6.1.1: OPT for OPT in an error",
            query().opt(512).octets((byte) 0),
            "FORMERR qr opt"),
        rule("6891 6.1.1: two OPT records", query().opt(512).opt(512), "FORMERR qr opt"),
        rule(
            "6891 6.1.2: an unknown option is ignored",
            query().opt(512, RawQuery.words(100, 0)),
            "NOERROR qr aa A opt"),
        rule("6891 6.1.3: another version gets ours", query().opt(512, 1, 0), "BADVERS qr opt"),
        rule(
            "6891 6.1.3: whatever flags and options it has",
            query().opt(512, 1, 0x7fff, RawQuery.words(100, 0)),
            "BADVERS qr opt"),
        rule(
            "6891 6.1.4: unknown flags are ignored",
            query().opt(512, 0, 0x7fff),
            "NOERROR qr aa A opt"),
        rule("3225 3: DO is copied", query().opt(512, 0, 0x8000), "NOERROR qr aa A opt do"),
        rule(
            "8906 8.2: many options at once",
            query().opt(512, options(RawQuery.words(3, 0), ecs(), cookie(8), RawQuery.words(9, 0))),
            "NOERROR qr aa A opt COOKIE"),
        rule(
            "7871 7.2.1: a client subnet is ignored",
            query().opt(512, ecs()),
            "NOERROR qr aa A opt"),
        rule(
            "7828 3.2.1: keepalive is ignored over UDP",
            query().opt(512, RawQuery.words(11, 0)),
            "NOERROR qr aa A opt"),
        rule(
            "7830 3: padding is ignored",
            query().opt(512, RawQuery.words(12, 2, 0)),
            "NOERROR qr aa A opt"),
        rule(
            "4892 2: the version is told in class CH",
            RawQuery.empty().question("version.bind", Type.TXT, DClass.CH),
            "NOERROR qr TXT"),
        rule(
            "4892 2: in any case of letters",
            RawQuery.empty().question("VERSION.Server", Type.ANY, DClass.CH),
            "NOERROR qr TXT"),
        rule(
            "4892 2: a server without a name does not tell it",
            RawQuery.empty().question("id.server", Type.TXT, DClass.CH).opt(512),
            "REFUSED qr opt EDE=21"),
        rule(
            "4892 2: other names of class CH are refused",
            RawQuery.empty().question("authors.bind", Type.TXT, DClass.CH),
            "REFUSED qr"),
        rule(
            "4892 2: so are other types",
            RawQuery.empty().question("version.bind", Type.A, DClass.CH),
            "REFUSED qr"),
        rule(
            "8945 5.2.1: an unknown key is told so",
            query().opt(512).record(3, KEY_NAME, Type.TSIG, DClass.ANY, 0, signature()),
            "NOTAUTH qr opt TSIG=BADKEY"),
        rule(
            "8945 5.1: a signature that is not last is malformed",
            query().record(3, KEY_NAME, Type.TSIG, DClass.ANY, 0, signature()).opt(512),
            "FORMERR qr opt"),
        rule(
            "8945 4.2: a signature that is cut is malformed",
            query().record(3, KEY_NAME, Type.TSIG, DClass.ANY, 0, new byte[12]),
            "FORMERR qr"),
        rule(
            "2931 3: a transaction signature is not looked at",
            query().record(3, new byte[1], Type.SIG, DClass.ANY, 0, new byte[19]),
            "NOERROR qr aa A"));
  }

  @ParameterizedTest(name = "RFC {0}")
  @MethodSource("rules")
  void isKept(String rule, byte[] query, @Nullable String expected) throws Exception {
    byte[] reply = zone.rawReply(query);
    if (expected == null) {
      assertNull(reply, rule);
      return;
    }
    var message = new Message(reply);
    assertEquals(expected, shown(message), rule);
    Record question = message.getQuestion();
    for (Record record : message.getSection(Section.ANSWER)) {
      assertEquals(question.getDClass(), record.getDClass(), "RFC 1034 3.7: " + record);
    }
  }

  /** RFC 2782, RFC 3597 section 4, RFC 9460 section 2.2: only owners are compressed. */
  @ParameterizedTest
  @ValueSource(ints = {Type.SRV, Type.HTTPS, Type.A})
  void namesInDataAreSpelledOut(int type) throws Exception {
    zone.register(
        Instances.of("web", "a", "10.0.0.1").withMetadata(new Metadata(Map.of("alpn", "h2"))));
    byte[] query = RawQuery.of("web.service.internal", type).toWire();
    byte[] reply = Objects.requireNonNull(zone.rawReply(query));
    int expected = query.length;
    for (int section : new int[] {Section.ANSWER, Section.AUTHORITY, Section.ADDITIONAL}) {
      for (Record record : new Message(reply).getSection(section)) {
        expected += WireRecord.HEADER_LENGTH + record.rdataToWireCanonical().length;
      }
    }
    assertTrue(expected > query.length);
    assertEquals(expected, reply.length);
  }

  private static String shown(Message reply) {
    List<String> words = new ArrayList<>();
    words.add(Rcode.string(reply.getRcode()));
    for (int flag : new int[] {Flags.QR, Flags.AA, Flags.TC, Flags.RD, Flags.RA, Flags.AD}) {
      if (reply.getHeader().getFlag(flag)) {
        words.add(Flags.string(flag));
      }
    }
    types(reply, Section.ANSWER, words);
    if (!reply.getSection(Section.AUTHORITY).isEmpty()) {
      words.add("authority");
      types(reply, Section.AUTHORITY, words);
    }
    OPTRecord opt = reply.getOPT();
    if (opt != null) {
      words.add((opt.getFlags() & 0x8000) == 0 ? "opt" : "opt do");
      opt.getOptions().forEach(option -> words.add(shown(option)));
    }
    TSIGRecord signature = reply.getTSIG();
    if (signature != null) {
      assertEquals(TSIG.HMAC_SHA256, signature.getAlgorithm());
      assertEquals(0, signature.getSignature().length);
      words.add("TSIG=" + Rcode.TSIGstring(signature.getError()));
    }
    return String.join(" ", words);
  }

  private static String shown(EDNSOption option) {
    return option instanceof ExtendedErrorCodeOption error
        ? "EDE=" + error.getErrorCode()
        : EDNSOption.Code.string(option.getCode());
  }

  private static void types(Message reply, int section, List<String> words) {
    reply.getSection(section).stream().map(Record::getType).map(Type::string).forEach(words::add);
  }

  private static Arguments rule(String rule, RawQuery query, @Nullable String expected) {
    return Arguments.of(rule, query.toWire(), expected);
  }

  private static RawQuery query() {
    return RawQuery.of(NAME, Type.A);
  }

  private static byte[] cookie(int length) {
    return options(RawQuery.words(10, length), new byte[length]);
  }

  private static byte[] ecs() {
    return options(RawQuery.words(8, 4), RawQuery.words(1, 0));
  }

  /** Algorithm, time, fudge, MAC size, MAC, id, error, other length. */
  private static byte[] signature() {
    return options(
        TSIG.HMAC_SHA256.toWire(), RawQuery.words(0, 1, 2, 300, 2, 0xbeef, RawQuery.ID, 0, 0));
  }

  private static byte[] options(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
