package dev.rollcall.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.compile.service.AnswerPolicies;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.dns.zonefile.ZoneFileException;
import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.Locality;
import dev.rollcall.registry.instance.Pace;
import dev.rollcall.registry.instance.Probe;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.instance.Supervision;
import dev.rollcall.registry.instance.Tag;
import dev.rollcall.registry.instance.Verdict;
import dev.rollcall.registry.service.Maintenance;
import dev.rollcall.registry.service.Precondition;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.CheckResult;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.StatusOverride;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What is answered of a service as its settings say, from the moment that they say so. */
class SettledAnswersTest {
  private static final ServiceName WEB = new ServiceName("web");
  private static final ServiceName OTHER = new ServiceName("other");
  private static final String ZONE = ".service.internal";
  private static final String NAME = "web" + ZONE;
  private static final ServiceSettings LONG = ServiceSettings.NONE.withTtl(Duration.ofSeconds(60));
  private static final Check CHECK = new Check(new Probe.Tcp("default"), Pace.DEFAULT);
  private static final List<String> NAMES =
      List.of(
          NAME,
          "_web._tcp" + ZONE,
          "_default._tcp.web" + ZONE,
          "i0.web" + ZONE,
          "x._tag.web" + ZONE,
          "x.x._tag.web" + ZONE,
          "a._zone.web" + ZONE,
          "i0._web._tcp" + ZONE);

  @Test
  void allRecordsOfTheServiceHaveItsTtl() {
    try (ServedZone served = ServedZone.empty()) {
      register(served, WEB, 3);
      register(served, OTHER, 1);
      settle(served, LONG);
      for (String name : NAMES) {
        assertEquals(Set.of(60L), ttls(served, name), name);
      }
      assertEquals(Set.of(5L), ttls(served, "other" + ZONE));
      served.registry().settings().delete(WEB, Precondition.ANYTHING).toCompletableFuture().join();
      for (String name : NAMES) {
        assertEquals(Set.of(5L), ttls(served, name), name);
      }
    }
  }

  @Test
  void whatRegistersLaterHasTheTtlToo() {
    try (ServedZone served = ServedZone.empty()) {
      settle(served, LONG);
      register(served, WEB, 2);
      for (String name : NAMES) {
        assertEquals(Set.of(60L), ttls(served, name), name);
      }
    }
  }

  @Test
  void theLimitOfTheServiceGoesBeforeThatOfTheNode() throws ZoneFileException {
    var policies = new AnswerPolicies(Map.of(WEB, 2), 1, Set.of(), false);
    try (ServedZone served = ServedZone.with(ZoneSettings.DEFAULT.withPolicies(policies))) {
      register(served, WEB, 5);
      settle(served, ServiceSettings.NONE.withAnswerLimit(4));
      for (String name : List.of(NAME, "x._tag.web" + ZONE, "x.x._tag.web" + ZONE)) {
        assertEquals(4, answers(served, name, Type.A).size(), name);
        assertEquals(4, answers(served, name, Type.SRV).size(), name);
      }
      settle(served, LONG);
      assertEquals(2, answers(served, NAME, Type.A).size());
    }
  }

  @Test
  void aServiceIsCutOrNotAsItsSettingsSay() throws ZoneFileException {
    var policies = new AnswerPolicies(Map.of(), 100, Set.of(WEB), false);
    try (ServedZone served = ServedZone.with(ZoneSettings.DEFAULT.withPolicies(policies))) {
      register(served, WEB, 60);
      assertFalse(isCut(served));
      settle(served, ServiceSettings.NONE.withSubset(false));
      assertTrue(isCut(served));
      settle(served, ServiceSettings.NONE.withSubset(true));
      assertFalse(isCut(served));
    }
  }

  @Test
  void aServiceThatIsMaintainedIsKnownAndGivesNobody() {
    try (ServedZone served = ServedZone.empty()) {
      register(served, WEB, 3);
      settle(served, ServiceSettings.NONE.withMaintenance(new Maintenance("moving")));
      for (String name : NAMES) {
        Message reply = served.ask(name, Type.SRV);
        assertEquals(Rcode.NOERROR, reply.getRcode(), name);
        assertEquals(List.of(), reply.getSection(Section.ANSWER), name);
        assertEquals(1, reply.getSection(Section.AUTHORITY).size(), name);
      }
      register(served, WEB, 4);
      assertEquals(0, answers(served, NAME, Type.A).size(), "who comes meanwhile too");
      settle(served, ServiceSettings.NONE);
      assertEquals(4, answers(served, NAME, Type.A).size());
    }
  }

  @Test
  void maintenanceDoesNotFailOpen() {
    try (ServedZone served = ServedZone.empty()) {
      register(served, WEB, 1, CHECK);
      fail(served);
      settle(
          served,
          ServiceSettings.NONE.withFailOpen(true).withMaintenance(new Maintenance("moving")));
      assertEquals(0, answers(served, NAME, Type.A).size());
    }
  }

  @Test
  void whoAnOperatorHoldsUpIsGivenDuringMaintenance() {
    try (ServedZone served = ServedZone.empty()) {
      register(served, WEB, 2);
      settle(served, ServiceSettings.NONE.withMaintenance(new Maintenance("moving")));
      served
          .registry()
          .oversee(
              registered(served).getFirst().key(),
              Optional.of(StatusOverride.of(Status.UP, "is moved")))
          .toCompletableFuture()
          .join();
      assertEquals(Set.of("10.0.0.0"), answers(served, NAME, Type.A));
    }
  }

  @Test
  void aStrictServiceGivesNobodyWhereAllFailTheirChecks() {
    try (ServedZone served = ServedZone.empty()) {
      register(served, WEB, 2, CHECK);
      fail(served);
      assertEquals(2, answers(served, NAME, Type.A).size(), "open unless it is said");
      settle(served, ServiceSettings.NONE.withFailOpen(false));
      assertEquals(0, answers(served, NAME, Type.A).size());
      settle(served, ServiceSettings.NONE.withFailOpen(true));
      assertEquals(2, answers(served, NAME, Type.A).size());
    }
  }

  @Test
  void theChecksOfTheServiceCountOfInstancesWithoutTheirOwn() {
    try (ServedZone served = ServedZone.empty()) {
      register(served, WEB, 2);
      Registered first = registered(served).getFirst();
      report(served, first, Verdict.FAILING);
      assertEquals(2, answers(served, NAME, Type.A).size(), "no such check");
      settle(served, ServiceSettings.NONE.withDefaultChecks(CHECK));
      assertEquals(Set.of("10.0.0.1"), answers(served, NAME, Type.A));
      served.register(first.instance());
      assertEquals(Set.of("10.0.0.1"), answers(served, NAME, Type.A), "and registers anew");
      report(served, registered(served).getFirst(), Verdict.PASSING);
      assertEquals(2, answers(served, NAME, Type.A).size());
    }
  }

  @Test
  void settingsAloneGiveAServiceNoName() {
    try (ServedZone served = ServedZone.empty()) {
      settle(served, LONG);
      assertEquals(Rcode.NXDOMAIN, served.ask(NAME, Type.A).getRcode());
    }
  }

  @Test
  void whatSettingsDoNotChangeIsNotMadeAnew() {
    try (ServedZone served = ServedZone.empty()) {
      register(served, WEB, 2);
      register(served, OTHER, 2);
      Node web = node(served, NAME);
      Node other = node(served, "other" + ZONE);
      settle(served, ServiceSettings.NONE.withPreservationShare(80).withFailOpen(false));
      assertSame(web, node(served, NAME));
      settle(served, LONG);
      assertNotSame(web, node(served, NAME));
      assertSame(other, node(served, "other" + ZONE));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Type.A, Type.SRV})
  void whoseTurnItIsDoesNotBeginAnewWithOtherSettings(int type) {
    try (ServedZone served = ServedZone.empty()) {
      register(served, WEB, 3);
      var first = new HashSet<String>();
      for (int ttl = 1; ttl <= 3; ttl++) {
        settle(served, ServiceSettings.NONE.withTtl(Duration.ofSeconds(ttl)));
        first.add(served.ask(NAME, type).getSection(Section.ANSWER).getFirst().rdataToString());
      }
      assertEquals(3, first.size());
    }
  }

  @Test
  void theSerialRisesWithSettings() {
    try (ServedZone served = ServedZone.empty()) {
      register(served, WEB, 1);
      settle(served, LONG);
      var later =
          new SettingsEntry(
              WEB,
              HybridTime.at(Instant.ofEpochSecond(serial(served) + 100)),
              Optional.of(ServiceSettings.NONE));
      long before = serial(served);
      served.registry().settings().merge(List.of(later)).toCompletableFuture().join();
      assertEquals(before + 100, serial(served));
    }
  }

  private static long serial(ServedZone served) {
    Record start = served.ask("service.internal", Type.SOA).getSection(Section.ANSWER).getFirst();
    return ((SOARecord) start).getSerial();
  }

  private static void register(ServedZone served, ServiceName service, int count, Check... checks) {
    for (int i = 0; i < count; i++) {
      Instance instance =
          Instances.of(service.text(), "i" + i, "10.0.0." + i)
              .withTags(new Tag("x"))
              .withLocality(new Locality("a"));
      served.register(instance.withSupervision(Supervision.of(checks)));
    }
  }

  private static void settle(ServedZone served, ServiceSettings settings) {
    served
        .registry()
        .settings()
        .put(WEB, settings, Precondition.ANYTHING)
        .toCompletableFuture()
        .join();
  }

  private static void fail(ServedZone served) {
    registered(served).forEach(held -> report(served, held, Verdict.FAILING));
  }

  private static void report(ServedZone served, Registered held, Verdict verdict) {
    served
        .registry()
        .report(held.key(), held.registered(), CheckResult.of(CHECK.name(), verdict, "refused"))
        .toCompletableFuture()
        .join();
  }

  private static List<Registered> registered(ServedZone served) {
    return served.registry().catalog().service(WEB).orElseThrow().registered();
  }

  private static Set<String> answers(ServedZone served, String name, int type) {
    var answers = new HashSet<String>();
    for (Record record : served.ask(name, type).getSection(Section.ANSWER)) {
      answers.add(record.rdataToString());
    }
    return answers;
  }

  /** Of all records that a name has, and those that come along. */
  private static Set<Long> ttls(ServedZone served, String name) {
    var ttls = new HashSet<Long>();
    for (int type : List.of(Type.A, Type.SRV, Type.TXT, Type.PTR)) {
      Message reply = served.ask(name, type);
      Stream.of(Section.ANSWER, Section.ADDITIONAL)
          .flatMap(section -> reply.getSection(section).stream())
          .filter(record -> record.getType() != Type.OPT)
          .forEach(record -> ttls.add(record.getTTL()));
    }
    return ttls;
  }

  private static boolean isCut(ServedZone served) {
    return served.overUdp(ServedZone.query(NAME, Type.SRV)).getHeader().getFlag(Flags.TC);
  }

  private static Node node(ServedZone served, String name) {
    return Objects.requireNonNull(served.zone().names().find(DomainName.of(name)));
  }
}
