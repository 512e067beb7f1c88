package dev.rollcall.dns.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.Instances;
import dev.rollcall.dns.ServedZone;
import dev.rollcall.dns.ZoneSettings;
import dev.rollcall.dns.locality.Localities;
import dev.rollcall.dns.locality.LocalitySettings;
import dev.rollcall.dns.zonefile.ZoneFileException;
import dev.rollcall.registry.instance.IpNetwork;
import dev.rollcall.registry.instance.Locality;
import dev.rollcall.registry.instance.Tag;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.ClientSubnetOption;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A resolver that keeps answers by the scope that they came with (RFC 7871 section 7.3.1) gives its
 * clients what they would have been given themselves.
 */
class CachedAnswersTest {
  private static final String RESOLVER = "192.0.2.53";

  private static final List<String> NAMES =
      List.of(
          "web.service.internal",
          "x._tag.web.service.internal",
          "plain.service.internal",
          "none.service.internal");

  /** A question of a client. */
  record Asked(InetAddress client, int name, int type) {}

  /** A cache as resolvers have them: by question, then by network; scope 0 is for everybody. */
  private static final class Cache {
    private final Map<String, Map<IpNetwork, Set<String>>> byNetwork = new HashMap<>();
    private final Map<String, Set<String>> forAll = new HashMap<>();

    @Nullable Set<String> find(String question, InetAddress client) {
      if (forAll.containsKey(question)) {
        return forAll.get(question);
      }
      List<Set<String>> found =
          byNetwork.getOrDefault(question, Map.of()).entrySet().stream()
              .filter(each -> each.getKey().contains(client))
              .map(Map.Entry::getValue)
              .toList();
      // Section 7.2.1: what is kept for one network never overlaps with what is for another.
      assertTrue(found.size() <= 1, () -> question + " is kept twice for " + client);
      return found.isEmpty() ? null : found.getFirst();
    }

    void keep(String question, InetAddress client, int scope, Set<String> answer) {
      if (scope == 0) {
        assertTrue(byNetwork.getOrDefault(question, Map.of()).isEmpty(), question);
        forAll.put(question, answer);
      } else {
        byNetwork
            .computeIfAbsent(question, any -> new HashMap<>())
            .put(IpNetwork.around(client, scope), answer);
      }
    }
  }

  @Property(tries = 100)
  void whatIsKeptForOneClientIsGivenToNoOtherThatWouldGetSomethingElse(
      @ForAll("questions") List<Asked> questions) throws ZoneFileException {
    try (ServedZone served = served()) {
      var cache = new Cache();
      for (Asked asked : questions) {
        String name = NAMES.get(asked.name());
        Set<String> kept = cache.find(name + asked.type(), asked.client());
        served.askFrom(RESOLVER);
        Message reply = ask(served, asked, name);
        if (kept == null) {
          cache.keep(name + asked.type(), asked.client(), scope(reply), answer(reply));
        }
        served.askFrom(asked.client().getHostAddress());
        Set<String> direct = answer(served.ask(name, asked.type()));
        assertEquals(direct, kept == null ? answer(reply) : kept, asked::toString);
      }
    }
  }

  @Provide
  Arbitrary<List<Asked>> questions() {
    Arbitrary<InetAddress> ipv4 =
        Combinators.combine(
                Arbitraries.of(10, 11, 9, 192),
                Arbitraries.integers().between(0, 5),
                Arbitraries.integers().between(0, 255))
            .as((first, second, last) -> inet(first, second, 0, last));
    Arbitrary<InetAddress> ipv6 =
        Combinators.combine(Arbitraries.of(0, 1, 2, 0x8000), Arbitraries.integers().between(0, 255))
            .as(
                (third, last) ->
                    inet(0xfd, 0, 0, 1, third >> 8, third & 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, last));
    Arbitrary<Integer> type = Arbitraries.of(Type.A, Type.AAAA, Type.SRV, Type.TXT);
    return Combinators.combine(
            Arbitraries.oneOf(ipv4, ipv6),
            Arbitraries.integers().between(0, NAMES.size() - 1),
            type)
        .as(Asked::new)
        .list()
        .ofMinSize(20)
        .ofMaxSize(60);
  }

  private static ServedZone served() throws ZoneFileException {
    var localities =
        new Localities(
            Map.of(
                new Locality("a"),
                List.of(IpNetwork.parse("10.1.0.0/16"), IpNetwork.parse("fd00:1::/48")),
                new Locality("b"),
                List.of(IpNetwork.parse("10.2.0.128/25"), IpNetwork.parse("fd00:1:8000::/33")),
                new Locality("c"), // has no instance
                List.of(IpNetwork.parse("10.4.0.0/14"))));
    ServedZone served =
        ServedZone.with(
            ZoneSettings.DEFAULT.withLocalities(
                LocalitySettings.NONE
                    .withLocalities(localities)
                    .withTrustedResolvers(List.of(IpNetwork.parse("192.0.2.53/32")))));
    var tag = new Tag("x");
    served.register(
        Instances.of("web", "a", "10.1.0.1", "fd00:1::1")
            .withLocality(new Locality("a"))
            .withTags(tag));
    served.register(
        Instances.of("web", "b", "10.2.0.1").withLocality(new Locality("b")).withTags(tag));
    served.register(Instances.of("web", "elsewhere", "10.9.0.1"));
    served.register(Instances.of("plain", "a", "10.1.0.1"));
    served.register(Instances.of("plain", "b", "10.2.0.1"));
    return served;
  }

  private static Message ask(ServedZone served, Asked asked, String name) {
    Message query = ServedZone.query(name, asked.type());
    int bits = asked.client().getAddress().length * 8;
    EDNSOption subnet = new ClientSubnetOption(bits, asked.client());
    query.addRecord(new OPTRecord(1232, 0, 0, 0, List.of(subnet)), Section.ADDITIONAL);
    return served.overUdp(query);
  }

  private static int scope(Message reply) {
    OPTRecord opt = reply.getOPT();
    List<EDNSOption> options =
        opt == null ? List.of() : opt.getOptions(EDNSOption.Code.CLIENT_SUBNET);
    return ((ClientSubnetOption) options.getFirst()).getScopePrefixLength();
  }

  private static Set<String> answer(Message reply) {
    return reply.getSection(Section.ANSWER).stream()
        .map(Record::rdataToString)
        .collect(Collectors.toSet());
  }

  private static InetAddress inet(int... octets) {
    byte[] address = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      address[i] = (byte) octets[i];
    }
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
