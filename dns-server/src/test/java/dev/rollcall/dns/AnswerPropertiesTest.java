package dev.rollcall.dns;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.zonefile.ZoneFileException;
import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Endpoint.Addresses;
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
import dev.rollcall.registry.service.Maintenance;
import dev.rollcall.registry.service.Precondition;
import dev.rollcall.registry.service.ServiceSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * After any changes, any question is answered as {@link SlowZone} says. Names come from a few
 * labels, so that services, instances and ports meet under the same ones.
 */
class AnswerPropertiesTest {
  private static final List<String> LABELS = List.of("a", "b", "c", "dns-sd");
  private static final int[] TYPES = {
    Type.A,
    Type.AAAA,
    Type.SRV,
    Type.TXT,
    Type.PTR,
    Type.HTTPS,
    Type.SVCB,
    Type.NS,
    Type.CNAME,
    Type.MX,
    1000
  };

  private static final ZoneSettings REVERSE =
      ZoneSettings.DEFAULT.withReverse(
          Stream.of("10.0.0.0/8", "fd00::/124").map(IpNetwork::parse).toList());

  /** Something that happens to the registry. */
  sealed interface Step {
    record Register(Instance instance) implements Step {}

    record Change(InstanceKey key, Status status) implements Step {}

    record Deregister(InstanceKey key) implements Step {}

    record Settle(ServiceName service, ServiceSettings settings) implements Step {}

    /** An operator's word; it is lifted where there is none. */
    record Oversee(InstanceKey key, Optional<Status> status) implements Step {}

    /** What the instance's check has come to. */
    record Report(InstanceKey key, Verdict verdict) implements Step {}
  }

  @Property(tries = 300)
  void everyQuestionIsAnsweredAsTheSlowZoneSays(
      @ForAll("steps") List<Step> steps, @ForAll("questions") List<String> questions)
      throws ZoneFileException {
    try (ServedZone served = ServedZone.with(REVERSE)) {
      for (Step step : steps) {
        play(step, served);
      }
      SlowZone slow = SlowZone.of(served.registry().catalog());
      for (String name : questions) {
        for (int type : TYPES) {
          check(name, type, served.ask(name, type), slow);
        }
      }
    }
  }

  private static void check(String name, int type, Message reply, SlowZone slow) {
    String what = name + " " + Type.string(type);
    assertEquals(slow.exists(name) ? Rcode.NOERROR : Rcode.NXDOMAIN, reply.getRcode(), what);
    assertTrue(reply.getHeader().getFlag(Flags.AA), what);
    List<Record> answers = reply.getSection(Section.ANSWER);
    assertEquals(
        slow.answer(name, type),
        answers.stream().map(Record::rdataToString).collect(toCollection(TreeSet::new)),
        what);
    assertEquals(answers.size(), answers.stream().distinct().count(), what);
    int answerType = slow.isAlias(name) ? Type.CNAME : type;
    for (Record answer : answers) {
      assertEquals(name, answer.getName().toString());
      assertEquals(answerType, answer.getType(), what);
      assertEquals(5, answer.getTTL(), what);
    }
    assertEquals(answers.isEmpty() ? 1 : 0, reply.getSection(Section.AUTHORITY).size(), what);
    for (Record extra : reply.getSection(Section.ADDITIONAL)) {
      assertTrue(
          slow.answer(extra.getName().toString().toLowerCase(Locale.ROOT), extra.getType())
              .contains(extra.rdataToString()),
          () -> what + " brings " + extra);
    }
  }

  private static void play(Step step, ServedZone served) {
    switch (step) {
      case Step.Register(Instance instance) -> served.register(instance);
      case Step.Change(InstanceKey key, Status status) -> served.change(key, status);
      case Step.Deregister(InstanceKey key) -> served.deregister(key);
      case Step.Settle(ServiceName service, ServiceSettings settings) ->
          served
              .registry()
              .settings()
              .put(service, settings, Precondition.ANYTHING)
              .toCompletableFuture()
              .join();
      case Step.Oversee(InstanceKey key, var status) -> served.oversee(key, status).join();
      case Step.Report(InstanceKey key, Verdict verdict) -> served.report(key, verdict).join();
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return step().list().ofMinSize(1).ofMaxSize(25);
  }

  static Arbitrary<Step> step() {
    Arbitrary<Step> register = instances().map(Step.Register::new);
    Arbitrary<Step> change =
        Combinators.combine(keys(), Arbitraries.of(Status.class)).as(Step.Change::new);
    Arbitrary<Step> deregister = keys().map(Step.Deregister::new);
    Arbitrary<Step> settle =
        Combinators.combine(
                keys().map(InstanceKey::service),
                Arbitraries.of(
                    ServiceSettings.NONE,
                    ServiceSettings.NONE.withFailOpen(false),
                    ServiceSettings.NONE.withLocality(
                        new LocalityPreference(Mode.OFF, OptionalInt.empty())),
                    ServiceSettings.NONE.withMaintenance(new Maintenance("moving"))))
            .as(Step.Settle::new);
    Arbitrary<Step> oversee =
        Combinators.combine(keys(), Arbitraries.of(Status.class).optional(0.5))
            .as(Step.Oversee::new);
    Arbitrary<Step> report =
        Combinators.combine(keys(), Arbitraries.of(Verdict.class)).as(Step.Report::new);
    return Arbitraries.frequencyOf(
        Tuple.of(6, register),
        Tuple.of(2, change),
        Tuple.of(2, deregister),
        Tuple.of(2, oversee),
        Tuple.of(3, report),
        Tuple.of(2, settle));
  }

  @Provide
  Arbitrary<List<String>> questions() {
    Arbitrary<List<String>> any =
        Arbitraries.of("a", "b", "c", "_a", "_b", "_tcp", "_udp", "ns1", "none")
            .list()
            .ofMaxSize(5);
    Arbitrary<List<String>> service =
        Arbitraries.of("a", "b", "c", "dns-sd").list().ofMinSize(1).ofMaxSize(2);
    Arbitrary<List<String>> tags = Arbitraries.of("x", "y", "z").list().ofMaxSize(3);
    Arbitrary<List<String>> selected = joined(List.of(tags, one("_tag", "_zone"), service));
    Arbitrary<List<String>> browsed =
        joined(
            List.of(
                Arbitraries.of("a", "b", "c:1", "d", "_x", "_y", "_sub", "_services", "lb")
                    .list()
                    .ofMaxSize(1),
                Arbitraries.of("_sub").list().ofMaxSize(1),
                one("_a", "_b", "_dns-sd"),
                one("_tcp", "_udp"),
                Arbitraries.of("a", "b").list().ofMaxSize(1)));
    Arbitrary<String> forward =
        Arbitraries.oneOf(any, selected, browsed)
            .map(labels -> String.join(".", labels) + (labels.isEmpty() ? "" : "."))
            .map(name -> name + "service.internal.");
    String ipv6 = "0.".repeat(29) + "d.f.ip6.arpa.";
    Arbitrary<String> reverse =
        Arbitraries.of(
            "10.in-addr.arpa.",
            "0.10.in-addr.arpa.",
            "0.0.10.in-addr.arpa.",
            "1.0.0.10.in-addr.arpa.",
            "2.0.0.10.in-addr.arpa.",
            "3.0.0.10.in-addr.arpa.",
            ipv6,
            "1." + ipv6,
            "2." + ipv6,
            "3." + ipv6);
    return Arbitraries.frequencyOf(Tuple.of(5, forward), Tuple.of(1, reverse)).list().ofSize(60);
  }

  private static Arbitrary<List<String>> one(String... labels) {
    return Arbitraries.of(labels).map(List::of);
  }

  private static Arbitrary<List<String>> joined(List<Arbitrary<List<String>>> parts) {
    return Combinators.combine(parts).as(all -> all.stream().flatMap(List::stream).toList());
  }

  private static Arbitrary<InstanceKey> keys() {
    Arbitrary<String> services =
        Arbitraries.of(LABELS).list().ofMinSize(1).ofMaxSize(3).map(all -> String.join(".", all));
    Arbitrary<String> ids = Arbitraries.of("a", "A", "b", "c:1", "d", "_services", "_sub", "lb");
    return Combinators.combine(services, ids).as(InstanceKey::of);
  }

  /**
   * Where there is something to probe: without checks, with one and a lease, or without a lease.
   * Some fail at first.
   */
  private static Instance checked(Instance instance, int choice) {
    if (choice == 0
        || instance.endpoint() instanceof ExternalHost
        || instance.primaryPort().protocol() != Protocol.TCP) {
      return instance;
    }
    Pace usual = Pace.DEFAULT;
    Verdict initial = instance.id().text().equals("d") ? Verdict.FAILING : Verdict.PASSING;
    var pace = new Pace(usual.interval(), usual.timeout(), usual.rise(), usual.fall(), initial);
    var check = new Check(ServedZone.CHECK, new Probe.Tcp(instance.primaryPort().name()), pace);
    Instance supervised = instance.withSupervision(Supervision.of(check));
    return choice == 1 ? supervised : supervised.withoutLease();
  }

  private static Arbitrary<Instance> instances() {
    Arbitrary<Endpoint> endpoints =
        Arbitraries.oneOf(
            Arbitraries.of("10.0.0.1", "10.0.0.2", "fd00::1", "fd00::2")
                .set()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(all -> Addresses.of(all.toArray(String[]::new))),
            Arbitraries.of("x.example.com", "y.example.com").map(ExternalHost::new));
    Arbitrary<Port[]> ports =
        Combinators.combine(
                Arbitraries.of("a", "b", "default", "https"),
                Arbitraries.of(1, 2, 443),
                Arbitraries.of(Protocol.class))
            .as(Port::new)
            .list()
            .uniqueElements(Port::name)
            .ofMinSize(1)
            .ofMaxSize(2)
            .map(all -> all.toArray(Port[]::new));
    Arbitrary<Metadata> metadata =
        Arbitraries.of(
            Metadata.NONE,
            new Metadata(Map.of("k", "v")),
            new Metadata(Map.of("k", "w", "l", "")),
            new Metadata(Map.of("alpn", "h2")),
            new Metadata(Map.of("alpn", "")));
    Arbitrary<Tag[]> tags =
        Arbitraries.of("x", "y", "z")
            .set()
            .map(all -> all.stream().map(Tag::new).toArray(Tag[]::new));
    Arbitrary<Locality> localities = Arbitraries.of("x", "y").map(Locality::new);
    return Combinators.combine(
            keys(),
            endpoints,
            ports,
            metadata,
            Arbitraries.of(Status.class),
            tags,
            localities.injectNull(0.3),
            Arbitraries.of(0, 1, 2))
        .as(
            (key, endpoint, all, pairs, status, marks, locality, checked) -> {
              Instance instance =
                  checked(Instance.of(key, endpoint, all), checked)
                      .withMetadata(pairs)
                      .withStatus(status)
                      .withTags(marks);
              return locality == null ? instance : instance.withLocality(locality);
            });
  }
}
