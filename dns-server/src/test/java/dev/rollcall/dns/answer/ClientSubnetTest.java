package dev.rollcall.dns.answer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.Instances;
import dev.rollcall.dns.ServedZone;
import dev.rollcall.dns.ZoneSettings;
import dev.rollcall.dns.locality.Localities;
import dev.rollcall.dns.locality.LocalitySettings;
import dev.rollcall.dns.zonefile.ZoneFileException;
import dev.rollcall.registry.instance.IpNetwork;
import dev.rollcall.registry.instance.Locality;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ClientSubnetOption;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** For which client a resolver asks (RFC 7871): who is believed, what is answered, what is said. */
class ClientSubnetTest {
  private static final String NAME = "web.service.internal";
  private static final String RESOLVER = "192.0.2.53";
  private static final String STRANGER = "198.51.100.53";
  private static final Set<String> IN_A = Set.of("10.1.0.1");
  private static final Set<String> IN_B = Set.of("10.2.0.1");
  private static final Set<String> ALL = Set.of("10.1.0.1", "10.2.0.1");

  private ServedZone served;

  @BeforeEach
  void serve() throws ZoneFileException {
    var localities =
        new Localities(
            Map.of(
                new Locality("a"),
                List.of(IpNetwork.parse("10.1.0.0/16"), IpNetwork.parse("fd00:1::/48")),
                new Locality("b"),
                List.of(IpNetwork.parse("10.2.0.0/16"), IpNetwork.parse("198.51.100.0/24"))));
    served =
        ServedZone.with(
            ZoneSettings.DEFAULT.withLocalities(
                LocalitySettings.NONE
                    .withLocalities(localities)
                    .withTrustedResolvers(List.of(IpNetwork.parse("192.0.2.0/24")))));
    served.register(Instances.of("web", "a", "10.1.0.1").withLocality(new Locality("a")));
    served.register(Instances.of("web", "b", "10.2.0.1").withLocality(new Locality("b")));
    served.register(Instances.of("plain", "a", "10.1.0.1"));
    served.askFrom(RESOLVER);
  }

  @AfterEach
  void close() {
    served.close();
  }

  @ParameterizedTest
  @CsvSource({
    // network, whose instances, scope
    "10.1.2.0, 24, a, 16",
    "10.1.0.0, 16, a, 16",
    "10.1.2.3, 32, a, 16",
    "10.2.255.0, 24, b, 16",
    "198.51.100.7, 32, b, 24",
    "10.3.0.0, 16, '', 16",
    "172.16.0.0, 12, '', 2",
    "fd00:1::, 56, a, 48",
    "fd00:1:1::, 56, '', 48",
    "2001:db8::, 32, '', 1",
    // not specific enough: section 7.2.1
    "10.0.0.0, 8, '', 16",
    "10.0.0.0, 15, '', 16",
    "0.0.0.0, 0, '', 5",
    "198.51.100.0, 23, '', 24",
    "fd00::, 16, '', 32",
  })
  void theClientsOfAResolverAreAnsweredAsIfTheyAsked(
      String address, int prefix, String locality, int scope) {
    Message reply = ask(NAME, Type.A, subnet(address, prefix));
    Set<String> expected = locality.isEmpty() ? ALL : locality.equals("a") ? IN_A : IN_B;
    assertEquals(expected, addresses(reply));
    ClientSubnetOption said = said(reply);
    assertEquals(InetAddress.ofLiteral(address), said.getAddress());
    assertEquals(prefix, said.getSourcePrefixLength());
    assertEquals(scope, said.getScopePrefixLength());
  }

  @Test
  void aResolverThatSaysNothingIsAClientItself() {
    Message reply = ask(NAME, Type.A, null);
    assertEquals(ALL, addresses(reply));
    assertNull(option(reply)); // section 7.2.1: none without one in the query
  }

  @Test
  void othersAreNotBelieved() {
    served.askFrom(STRANGER); // which is in b itself
    Message reply = ask(NAME, Type.A, subnet("10.1.2.0", 24));
    assertEquals(IN_B, addresses(reply));
    assertNull(option(reply));
  }

  @Test
  void withoutTrustedResolversNobodyIsBelieved() {
    try (ServedZone plain = ServedZone.empty()) {
      plain.register(Instances.of("web", "a", "10.1.0.1"));
      Message query = query(NAME, Type.A, subnet("10.1.2.0", 24));
      assertNull(option(plain.overUdp(query)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "plain.service.internal, A", // no instance is in a locality
    "web.service.internal, TXT", // the same for all
    "web.service.internal, MX", // NODATA
    "web.service.internal, ANY",
    "none.service.internal, A", // NXDOMAIN
    "b._zone.web.service.internal, A",
    "a.web.service.internal, A",
    "service.internal, SOA",
    "example.com, A", // REFUSED
  })
  void whatIsTheSameForAllHoldsForAll(String name, String type) {
    assertEquals(
        0, said(ask(name, Type.value(type), subnet("10.1.2.0", 24))).getScopePrefixLength());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SRV", "A"})
  void allNamesOfAServiceSayHowFarTheyHold(String type) {
    Message reply = ask(NAME, Type.value(type), subnet("10.1.2.0", 24));
    assertEquals(16, said(reply).getScopePrefixLength());
  }

  @Test
  void noAnswerIsForAllWhereSomeAreNot() {
    // RFC 7871 section 7.3.1: scope 0 would be for all networks, those of IPv4 too.
    Message reply = ask(NAME, Type.A, subnet("2001:db8::", 56));
    assertEquals(1, said(reply).getScopePrefixLength());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing at all
        "0001", // no prefixes
        "000118", // half of the prefixes
        "00011800", // no address
        "000118000a01", // too short an address
        "000118000a010200", // too long an address
        "000118180a0102", // with a scope
        "000121000a01020380", // more bits than an address has
        "000110000a0102", // an octet beyond the prefix
        "000114000a0102", // bits beyond the prefix
        "000281000a01020300000000000000000000000080", // more bits than an address has
        "000318000a0102", // an unknown family
        "000018000a0102", // no family, but an address
        "0000010000",
      })
  void whatCannotBeReadIsRefusedToWhoIsHeeded(String hex) {
    EDNSOption malformed =
        new GenericEDNSOption(EDNSOption.Code.CLIENT_SUBNET, HexFormat.of().parseHex(hex));
    Message query = query(NAME, Type.A, malformed);
    Message refusal = parsed(served.rawReply(query.toWire()));
    assertEquals(Rcode.FORMERR, refusal.getRcode()); // section 7.2.1
    assertNull(option(refusal));
    served.askFrom(STRANGER);
    assertEquals(IN_B, addresses(parsed(served.rawReply(query.toWire()))));
  }

  @Test
  void oneOptionIsEnough() {
    Message query = ServedZone.query(NAME, Type.A);
    EDNSOption subnet = subnet("10.1.2.0", 24);
    query.addRecord(new OPTRecord(1232, 0, 0, 0, List.of(subnet, subnet)), Section.ADDITIONAL);
    assertEquals(Rcode.FORMERR, served.overUdp(query).getRcode());
  }

  /** As {@code dig +subnet=0} asks: section 7.5. */
  @Test
  void whoSaysNothingOfTheClientIsAnswered() {
    byte[] nothing = {0, 0, 0, 0};
    var option = new GenericEDNSOption(EDNSOption.Code.CLIENT_SUBNET, nothing);
    byte[] query = query(NAME, Type.A, option).toWire();
    byte[] reply = served.rawReply(query);
    assertNotNull(reply);
    byte[] end = HexFormat.of().parseHex("0008000400000000");
    assertArrayEquals(end, Arrays.copyOfRange(reply, reply.length - 8, reply.length));
    assertEquals(Rcode.NOERROR, reply[3] & 0xf);
  }

  @Test
  void whatIsSaidHasRoomInAReplyThatIsCut() {
    for (int i = 0; i < 100; i++) {
      served.register(Instances.of("big", "i" + i, "10.1.1." + i).withLocality(new Locality("a")));
    }
    served.register(Instances.of("big", "other", "10.2.1.1"));
    Message query = ServedZone.query("big.service.internal", Type.A);
    query.addRecord(
        new OPTRecord(512, 0, 0, 0, List.of(subnet("fd00:1::", 64))), Section.ADDITIONAL);
    byte[] reply = served.rawReply(query.toWire());
    assertNotNull(reply);
    assertTrue(reply.length <= 512 && reply.length > 512 - 16);
    Message parsed = parsed(reply);
    assertTrue(parsed.getHeader().getFlag(Flags.TC));
    assertEquals(48, said(parsed).getScopePrefixLength());
  }

  @Test
  void nothingIsLeftOfThePreviousQuery() {
    assertEquals(IN_A, addresses(ask(NAME, Type.A, subnet("10.1.2.0", 24))));
    assertEquals(ALL, addresses(ask(NAME, Type.A, null)));
    assertEquals(
        0,
        said(ask("none.service.internal", Type.A, subnet("10.1.0.0", 16))).getScopePrefixLength());
    assertEquals(IN_B, addresses(ask(NAME, Type.A, subnet("10.2.2.0", 24))));
  }

  private Message ask(String name, int type, @Nullable EDNSOption option) {
    return served.overUdp(query(name, type, option));
  }

  private static Message query(String name, int type, @Nullable EDNSOption option) {
    Message query = ServedZone.query(name, type);
    List<EDNSOption> options = option == null ? List.of() : List.of(option);
    query.addRecord(new OPTRecord(1232, 0, 0, 0, options), Section.ADDITIONAL);
    return query;
  }

  private static EDNSOption subnet(String address, int prefix) {
    return new ClientSubnetOption(prefix, InetAddress.ofLiteral(address));
  }

  private static ClientSubnetOption said(Message reply) {
    ClientSubnetOption option = option(reply);
    assertNotNull(option, reply::toString);
    return option;
  }

  private static @Nullable ClientSubnetOption option(Message reply) {
    OPTRecord opt = reply.getOPT();
    assertNotNull(opt);
    return (ClientSubnetOption)
        opt.getOptions(EDNSOption.Code.CLIENT_SUBNET).stream().findFirst().orElse(null);
  }

  private static Set<String> addresses(Message reply) {
    return reply.getSection(Section.ANSWER).stream()
        .map(Record::rdataToString)
        .collect(Collectors.toSet());
  }

  private static Message parsed(byte @Nullable [] reply) {
    assertNotNull(reply);
    try {
      return new Message(reply);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
