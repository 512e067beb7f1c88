package dev.rollcall.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.compile.service.AnswerPolicies;
import dev.rollcall.dns.locality.Localities;
import dev.rollcall.dns.locality.LocalitySettings;
import dev.rollcall.dns.zonefile.ZoneFileException;
import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Endpoint.ExternalHost;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.IpNetwork;
import dev.rollcall.registry.instance.Locality;
import dev.rollcall.registry.instance.Metadata;
import dev.rollcall.registry.instance.Pace;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Port.Protocol;
import dev.rollcall.registry.instance.Probe;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.instance.Supervision;
import dev.rollcall.registry.instance.Tag;
import dev.rollcall.registry.instance.Verdict;
import dev.rollcall.registry.service.LocalityPreference;
import dev.rollcall.registry.service.LocalityPreference.Mode;
import dev.rollcall.registry.service.Precondition;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.state.CheckResult;
import dev.rollcall.registry.state.Registered;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Who asks from a locality is given what is there first. */
class LocalAnswersTest {
  private static final ServiceName WEB = new ServiceName("web");
  static final String NAME = "web.service.internal";

  private static final String IN_A = "10.1.0.9";
  private static final String IN_B = "10.2.0.9";
  private static final String NOWHERE = "192.0.2.1";

  static final Localities LOCALITIES =
      new Localities(
          Map.of(
              new Locality("a"),
              List.of(IpNetwork.parse("10.1.0.0/16"), IpNetwork.parse("fd00:1::/48")),
              new Locality("b"),
              List.of(IpNetwork.parse("10.2.0.0/16")),
              new Locality("c"),
              List.of(IpNetwork.parse("10.3.0.0/16"))));

  private ServedZone served;

  @BeforeEach
  void serve() throws ZoneFileException {
    served = served(50);
  }

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void addressesAreThoseOfTheOwnLocality() {
    registerTwoEach();
    assertEquals(Set.of("10.1.0.1", "10.1.0.2"), addresses(IN_A));
    assertEquals(Set.of("10.2.0.1", "10.2.0.2"), addresses(IN_B));
    assertEquals(5, addresses(NOWHERE).size());
    assertEquals(5, addresses("10.3.0.9").size()); // nobody is in that one
    assertEquals(Set.of("10.1.0.1", "10.1.0.2"), addresses("fd00:1::9"));
  }

  @Test
  void othersHaveLaterPrioritiesInSrvRecords() {
    registerTwoEach();
    served.register(in("a", "a3", "10.1.0.3").withPriority(7));
    served.register(in("b", "b3", "10.2.0.3").withPriority(7));
    Map<String, Integer> expected =
        Map.of("a1", 0, "a2", 0, "a3", 7, "b1", 32768, "b2", 32768, "b3", 32775, "nowhere", 32768);
    assertEquals(expected, priorities(IN_A, NAME));
    assertEquals(expected, priorities(IN_A, "_web._tcp.service.internal"));
    assertEquals(expected, priorities(IN_A, "_default._tcp." + NAME));
    assertEquals(Set.of(0, 7), Set.copyOf(priorities(NOWHERE, NAME).values()));
  }

  @Test
  void noPriorityIsBeyondTheLast() {
    served.register(in("a", "a1", "10.1.0.1"));
    served.register(in("b", "b1", "10.2.0.1").withPriority(40_000));
    assertEquals(Map.of("a1", 0, "b1", 65_535), priorities(IN_A, NAME));
    assertEquals(Map.of("a1", 32_768, "b1", 40_000), priorities(IN_B, NAME));
  }

  @Test
  void addressesOfAllComeAlongWithSrvRecords() {
    registerTwoEach();
    assertEquals(5, ask(IN_A, NAME, Type.SRV, Section.ADDITIONAL).size());
  }

  @ParameterizedTest
  @CsvSource({
    // share, registered, healthy, whether these are enough
    "50, 4, 2, true",
    "50, 4, 1, false",
    "50, 3, 2, true",
    "50, 3, 1, false",
    "50, 1, 1, true",
    "0, 4, 1, true",
    "100, 4, 4, true",
    "100, 4, 3, false",
    "34, 3, 1, false",
    "33, 3, 1, true",
  })
  void addressesOfOthersComeWhenTooFewAreHealthy(
      int share, int registered, int healthy, boolean enough) throws ZoneFileException {
    try (ServedZone zone = served(share)) {
      served.close();
      served = zone;
      for (int i = 1; i <= registered; i++) {
        Instance instance = in("a", "a" + i, "10.1.0." + i);
        zone.register(i <= healthy ? instance : instance.withStatus(Status.DOWN));
      }
      zone.register(in("b", "b1", "10.2.0.1"));
      assertEquals(healthy + (enough ? 0 : 1), addresses(IN_A).size());
      assertEquals(32_768, priorities(IN_A, NAME).get("b1"));
    }
  }

  @Test
  void ownAddressesComeFirstWhereOthersComeToo() {
    registerOneOfThreeHealthy();
    for (int i = 0; i < 10; i++) {
      assertEquals("10.1.0.1", ask(IN_A, NAME, Type.A).getFirst().rdataToString());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void ownAddressesTakeTurns(int weight) {
    served.register(in("a", "a1", "10.1.0.1").withWeight(weight));
    served.register(in("a", "a2", "10.1.0.2").withWeight(weight));
    for (int i = 3; i <= 5; i++) {
      served.register(in("a", "a" + i, "10.1.0." + i).withStatus(Status.DOWN));
    }
    served.register(in("b", "b1", "10.2.0.1").withWeight(9));
    var first = new HashMap<String, Integer>();
    for (int i = 0; i < 10; i++) {
      first.merge(ask(IN_A, NAME, Type.A).getFirst().rdataToString(), 1, Integer::sum);
    }
    assertEquals(Map.of("10.1.0.1", 5, "10.1.0.2", 5), first);
  }

  @Test
  void ownAddressesFollowTheirWeights() {
    served.register(in("a", "a1", "10.1.0.1").withWeight(3));
    served.register(in("a", "a2", "10.1.0.2").withWeight(1));
    served.register(in("b", "b1", "10.2.0.1").withWeight(50));
    var first = new HashMap<String, Integer>();
    for (int i = 0; i < 100; i++) {
      first.merge(ask(IN_A, NAME, Type.A).getFirst().rdataToString(), 1, Integer::sum);
    }
    assertEquals(Map.of("10.1.0.1", 75, "10.1.0.2", 25), first);
  }

  @Test
  void allAreGivenWhenNoOwnIsHealthy() {
    registerTwoEach();
    served.change(InstanceKey.of("web", "a1"), Status.DOWN);
    served.change(InstanceKey.of("web", "a2"), Status.DOWN);
    assertEquals(Set.of("10.2.0.1", "10.2.0.2", "10.9.0.1"), addresses(IN_A));
    assertEquals(Set.of(0), Set.copyOf(priorities(IN_A, NAME).values()));
    served.change(InstanceKey.of("web", "a1"), Status.UP);
    assertEquals(Set.of("10.1.0.1"), addresses(IN_A));
  }

  @Test
  void whoHasNoAddressOfAKindDoesNotHideThoseOfOthers() {
    served.register(in("a", "a1", "10.1.0.1"));
    served.register(in("b", "b1", "10.2.0.1", "fd00:2::1"));
    assertEquals(Set.of("10.1.0.1"), addresses(IN_A));
    assertEquals(1, ask(IN_A, NAME, Type.AAAA).size());
  }

  @Test
  void anExternalHostIsInALocalityToo() {
    served.register(in("a", "a1", "10.1.0.1"));
    served.register(
        Instance.of(
                InstanceKey.of("web", "b1"),
                new ExternalHost("b.example.com"),
                new Port("default", 8080, Protocol.TCP))
            .withLocality(new Locality("b")));
    assertEquals(Set.of("10.1.0.1"), addresses(IN_B)); // it has no addresses of its own
    assertEquals(Map.of("a1", 32_768, "b", 0), priorities(IN_B, NAME));
  }

  @Test
  void theOnlyInstanceIsAnAliasForAll() {
    served.register(
        Instance.of(
                InstanceKey.of("web", "b1"),
                new ExternalHost("b.example.com"),
                new Port("default", 8080, Protocol.TCP))
            .withLocality(new Locality("b")));
    assertEquals(Type.CNAME, ask(IN_A, NAME, Type.A).getFirst().getType());
    assertEquals(Type.CNAME, ask(IN_B, NAME, Type.A).getFirst().getType());
  }

  @Test
  void onePortIsGivenByLocality() {
    served.register(withAdmin(in("a", "a1", "10.1.0.1")));
    served.register(withAdmin(in("b", "b1", "10.2.0.1")));
    served.register(in("b", "b2", "10.2.0.2"));
    String name = "_admin._udp." + NAME;
    assertEquals(Map.of("a1", 0, "b1", 32_768), priorities(IN_A, name));
    assertEquals(Map.of("a1", 32_768, "b1", 0), priorities(IN_B, name));
  }

  @Test
  void tagsAreGivenByLocality() {
    served.register(in("a", "a1", "10.1.0.1").withTags(new Tag("x")));
    served.register(in("b", "b1", "10.2.0.1").withTags(new Tag("x")));
    served.register(in("b", "b2", "10.2.0.2").withTags(new Tag("y")));
    String name = "x._tag." + NAME;
    assertEquals(List.of("10.1.0.1"), texts(ask(IN_A, name, Type.A)));
    assertEquals(Map.of("a1", 0, "b1", 32_768), priorities(IN_A, name));
    assertEquals(2, ask(NOWHERE, name, Type.A).size());
    // who names a locality means it
    assertEquals(2, ask(IN_A, "b._zone." + NAME, Type.A).size());
    assertEquals(Set.of(0), Set.copyOf(priorities(IN_A, "b._zone." + NAME).values()));
  }

  @Test
  void bindingsHaveLaterPrioritiesToo() {
    var metadata = new Metadata(Map.of("alpn", "h2"));
    served.register(in("a", "a1", "10.1.0.1").withMetadata(metadata));
    served.register(in("b", "b1", "10.2.0.1").withMetadata(metadata));
    Set<String> texts = new TreeSet<>(texts(ask(IN_A, NAME, Type.HTTPS)));
    assertEquals(
        Set.of(
            "1 a1.web.service.internal. alpn=h2 port=8080",
            "32769 b1.web.service.internal. alpn=h2 port=8080"),
        texts);
  }

  @Test
  void aLimitMovesOverTheOwnFirst() throws ZoneFileException {
    var policies = new AnswerPolicies(Map.of(), 2, Set.of(), false);
    try (ServedZone zone =
        ServedZone.with(
            ZoneSettings.DEFAULT
                .withPolicies(policies)
                .withLocalities(LocalitySettings.NONE.withLocalities(LOCALITIES)))) {
      served.close();
      served = zone;
      for (int i = 1; i <= 5; i++) {
        zone.register(in("a", "a" + i, "10.1.0." + i));
        zone.register(in("b", "b" + i, "10.2.0." + i));
      }
      var seen = new HashSet<String>();
      for (int i = 0; i < 10; i++) {
        List<Record> answers = ask(IN_A, NAME, Type.A);
        assertEquals(2, answers.size());
        seen.addAll(texts(answers));
        assertTrue(target(ask(IN_A, NAME, Type.SRV).getFirst()).startsWith("a"));
      }
      assertEquals(5, seen.size());
      assertTrue(seen.stream().allMatch(address -> address.startsWith("10.1.")));
    }
  }

  @Test
  void theSettingsOfAServiceGoFirst() {
    registerTwoEach();
    served.register(in("a", "a3", "10.1.0.3").withStatus(Status.DOWN));
    assertEquals(2, addresses(IN_A).size());
    settle(Mode.OFF, OptionalInt.empty());
    assertEquals(5, addresses(IN_A).size());
    assertEquals(Set.of(0), Set.copyOf(priorities(IN_A, NAME).values()));
    settle(Mode.PREFER, OptionalInt.of(67)); // two of three are less
    assertEquals(5, addresses(IN_A).size());
    assertEquals(32_768, priorities(IN_A, NAME).get("b1"));
    settle(Mode.PREFER, OptionalInt.empty());
    assertEquals(2, addresses(IN_A).size());
  }

  @Test
  void allAreGivenWhereAServiceFailsOpen() {
    Check check = new Check(new Probe.Tcp("default"), Pace.DEFAULT);
    served.register(in("a", "a1", "10.1.0.1").withSupervision(Supervision.of(check)));
    served.register(in("b", "b1", "10.2.0.1").withSupervision(Supervision.of(check)));
    assertEquals(Set.of("10.1.0.1"), addresses(IN_A));
    for (Registered held : served.registry().catalog().service(WEB).orElseThrow().registered()) {
      var failing = CheckResult.of(check.name(), Verdict.FAILING, "refused");
      served.registry().report(held.key(), held.registered(), failing).toCompletableFuture().join();
    }
    assertEquals(Set.of("10.1.0.1", "10.2.0.1"), addresses(IN_A));
    assertEquals(Set.of(0), Set.copyOf(priorities(IN_A, NAME).values()));
  }

  @Test
  void turnsGoOnWhenOthersChange() {
    registerTwoEach();
    var first = new HashMap<String, Integer>();
    for (int i = 0; i < 10; i++) {
      first.merge(ask(IN_A, NAME, Type.A).getFirst().rdataToString(), 1, Integer::sum);
      served.change(InstanceKey.of("web", "b1"), i % 2 == 0 ? Status.DOWN : Status.UP);
    }
    assertEquals(Map.of("10.1.0.1", 5, "10.1.0.2", 5), first);
  }

  private void settle(Mode mode, OptionalInt share) {
    var preference = new LocalityPreference(mode, share);
    served
        .registry()
        .settings()
        .put(WEB, ServiceSettings.NONE.withLocality(preference), Precondition.ANYTHING)
        .toCompletableFuture()
        .join();
  }

  private void registerTwoEach() {
    served.register(in("a", "a1", "10.1.0.1"));
    served.register(in("a", "a2", "10.1.0.2"));
    served.register(in("b", "b1", "10.2.0.1"));
    served.register(in("b", "b2", "10.2.0.2"));
    served.register(Instances.of("web", "nowhere", "10.9.0.1"));
  }

  private void registerOneOfThreeHealthy() {
    served.register(in("a", "a1", "10.1.0.1"));
    served.register(in("a", "a2", "10.1.0.2").withStatus(Status.DOWN));
    served.register(in("a", "a3", "10.1.0.3").withStatus(Status.DOWN));
    served.register(in("b", "b1", "10.2.0.1"));
    served.register(in("b", "b2", "10.2.0.2"));
  }

  private static ServedZone served(int share) throws ZoneFileException {
    return ServedZone.with(
        ZoneSettings.DEFAULT.withLocalities(
            LocalitySettings.NONE.withLocalities(LOCALITIES).withShare(share)));
  }

  static Instance in(String locality, String id, String... addresses) {
    return Instances.of("web", id, addresses).withLocality(new Locality(locality));
  }

  private static Instance withAdmin(Instance instance) {
    return Instance.of(
            instance.key(),
            instance.endpoint(),
            instance.primaryPort(),
            new Port("admin", 9000, Protocol.UDP))
        .withLocality(instance.locality().orElseThrow());
  }

  private Set<String> addresses(String from) {
    return Set.copyOf(texts(ask(from, NAME, Type.A)));
  }

  private Map<String, Integer> priorities(String from, String name) {
    return ask(from, name, Type.SRV).stream()
        .collect(
            Collectors.toMap(
                LocalAnswersTest::target, record -> ((SRVRecord) record).getPriority()));
  }

  /** The first label of where an SRV record points to. */
  private static String target(Record record) {
    return ((SRVRecord) record).getTarget().getLabelString(0);
  }

  private static List<String> texts(List<Record> records) {
    return records.stream().map(Record::rdataToString).toList();
  }

  private List<Record> ask(String from, String name, int type) {
    return ask(from, name, type, Section.ANSWER);
  }

  private List<Record> ask(String from, String name, int type, int section) {
    served.askFrom(from);
    return served.ask(name, type).getSection(section);
  }
}
