package dev.rollcall.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.compile.service.AnswerPolicies;
import dev.rollcall.dns.zonefile.ZoneFileException;
import dev.rollcall.registry.instance.Locality;
import dev.rollcall.registry.instance.Metadata;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.instance.Tag;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** How much is answered of a set, and who comes first. */
class AnswerPolicyTest {
  private static final ServiceName WEB = new ServiceName("web");
  private static final String NAME = "web.service.internal";

  @ParameterizedTest
  @CsvSource({"SRV, 1", "SRV, 3", "A, 1", "A, 3"})
  void theWindowMovesOverAllInstances(String type, int limit) throws ZoneFileException {
    try (ServedZone served = limited(limit)) {
      for (int i = 0; i < 7; i++) {
        served.register(Instances.of("web", "i" + i, "10.0.0." + (i + 1)));
      }
      var seen = new HashMap<String, Integer>();
      for (int i = 0; i < 2 * 7; i++) {
        List<Record> answers = ask(served, NAME, Type.value(type));
        assertEquals(limit, answers.size());
        answers.forEach(record -> seen.merge(record.rdataToString(), 1, Integer::sum));
      }
      assertEquals(7, seen.size());
      assertEquals(Set.of(2 * limit), Set.copyOf(seen.values()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SRV", "A", "HTTPS"})
  void whereOneIsAnsweredItIsSharedByWeight(String type) throws ZoneFileException {
    try (ServedZone served = limited(1)) {
      registerWeighted(served);
      assertEquals(shares(5, 3, 2), shares(served, NAME, Type.value(type)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x._tag.web.service.internal", "x._zone.web.service.internal"})
  void addressesOfSomeFollowTheWeights(String name) {
    try (ServedZone served = ServedZone.empty()) {
      registerWeighted(served);
      assertEquals(shares(5, 3, 2), shares(served, name, Type.A));
    }
  }

  @Test
  void severalTagsFollowTheWeights() {
    try (ServedZone served = ServedZone.empty()) {
      registerWeighted(served);
      var first = new HashMap<String, Integer>();
      for (int i = 0; i < 10_000; i++) {
        String lead = ask(served, "x.y._tag." + NAME, Type.A).getFirst().rdataToString();
        first.merge(lead, 1, Integer::sum);
      }
      assertEquals(5000, first.getOrDefault("10.0.0.1", 0), 300);
      assertEquals(3000, first.getOrDefault("10.0.0.2", 0), 300);
      assertEquals(2000, first.getOrDefault("10.0.0.3", 0), 300);
    }
  }

  @Test
  void aSetKeepsItsTurnWhenItIsMadeAnew() {
    try (ServedZone served = ServedZone.empty()) {
      registerWeighted(served);
      var first = new HashSet<String>();
      for (int i = 0; i < 3; i++) {
        served.register(Instances.of("web", "z" + i, "10.0.1.1").withTags());
        first.add(ask(served, "x._tag." + NAME, Type.SRV).getFirst().rdataToString());
      }
      assertEquals(3, first.size());
    }
  }

  @Test
  void aSubsetOverUdpIsNotCutAndGoesRound() throws ZoneFileException {
    var policies = new AnswerPolicies(Map.of(), 100, Set.of(WEB), false);
    try (ServedZone served = ServedZone.with(ZoneSettings.DEFAULT.withPolicies(policies))) {
      for (int i = 0; i < 60; i++) {
        served.register(Instances.of("web", "i" + i, "10.0.0." + (i + 1)).withTags(new Tag("x")));
      }
      for (String name : List.of(NAME, "x._tag." + NAME, "x.x._tag." + NAME)) {
        var seen = new HashSet<String>();
        for (int i = 0; i < 200; i++) {
          Message reply = served.overUdp(ServedZone.query(name, Type.SRV));
          assertFalse(reply.getHeader().getFlag(Flags.TC));
          List<Record> answers = reply.getSection(Section.ANSWER);
          assertTrue(!answers.isEmpty() && answers.size() < 60);
          answers.forEach(record -> seen.add(record.rdataToString()));
        }
        assertEquals(60, seen.size());
        assertEquals(60, ask(served, name, Type.SRV).size()); // over TCP all fit
      }
    }
  }

  @Test
  void anotherServiceIsCutAsEver() throws ZoneFileException {
    var policies = new AnswerPolicies(Map.of(WEB, 2), 100, Set.of(WEB), false);
    try (ServedZone served = ServedZone.with(ZoneSettings.DEFAULT.withPolicies(policies))) {
      for (int i = 0; i < 60; i++) {
        served.register(Instances.of("other", "i" + i, "10.0.0." + (i + 1)));
      }
      Message reply = served.overUdp(ServedZone.query("other.service.internal", Type.SRV));
      assertTrue(reply.getHeader().getFlag(Flags.TC));
    }
  }

  private static ServedZone limited(int limit) throws ZoneFileException {
    var policies = new AnswerPolicies(Map.of(), limit, Set.of(), false);
    return ServedZone.with(ZoneSettings.DEFAULT.withPolicies(policies));
  }

  private static void registerWeighted(ServedZone served) {
    int[] weights = {5, 3, 2};
    for (int i = 0; i < weights.length; i++) {
      served.register(
          Instances.of("web", "i" + i, "10.0.0." + (i + 1))
              .withWeight(weights[i])
              .withMetadata(new Metadata(Map.of("alpn", "h2")))
              .withTags(new Tag("x"), new Tag("y"))
              .withLocality(new Locality("x")));
    }
  }

  private static Map<Integer, Integer> shares(int... counts) {
    var shares = new HashMap<Integer, Integer>();
    for (int count : counts) {
      shares.merge(10 * count, 1, Integer::sum);
    }
    return shares;
  }

  /** How often somebody came first how often, in a hundred queries. */
  private static Map<Integer, Integer> shares(ServedZone served, String name, int type) {
    var first = new HashMap<String, Integer>();
    for (int i = 0; i < 100; i++) {
      first.merge(ask(served, name, type).getFirst().rdataToString(), 1, Integer::sum);
    }
    var shares = new HashMap<Integer, Integer>();
    first.values().forEach(count -> shares.merge(count, 1, Integer::sum));
    return shares;
  }

  private static List<Record> ask(ServedZone served, String name, int type) {
    return served.ask(name, type).getSection(Section.ANSWER);
  }
}
