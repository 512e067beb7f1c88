package dev.rollcall.dns;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Endpoint.Addresses;
import dev.rollcall.registry.instance.Endpoint.ExternalHost;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Metadata;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Port.Protocol;
import dev.rollcall.registry.instance.Status;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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
  private static final List<String> LABELS = List.of("a", "b", "c");
  private static final int[] TYPES = {
    Type.A, Type.AAAA, Type.SRV, Type.TXT, Type.NS, Type.CNAME, Type.MX, 1000
  };

  /** Something that happens to the registry. */
  sealed interface Step {
    record Register(Instance instance) implements Step {}

    record Change(InstanceKey key, Status status) implements Step {}

    record Deregister(InstanceKey key) implements Step {}
  }

  @Property(tries = 300)
  void everyQuestionIsAnsweredAsTheSlowZoneSays(
      @ForAll("steps") List<Step> steps, @ForAll("questions") List<String> questions) {
    try (ServedZone served = ServedZone.empty()) {
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
          slow.answer(extra.getName().toString(), extra.getType()).contains(extra.rdataToString()),
          () -> what + " brings " + extra);
    }
  }

  private static void play(Step step, ServedZone served) {
    switch (step) {
      case Step.Register(Instance instance) -> served.register(instance);
      case Step.Change(InstanceKey key, Status status) -> served.change(key, status);
      case Step.Deregister(InstanceKey key) -> served.deregister(key);
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Step> register = instances().map(Step.Register::new);
    Arbitrary<Step> change =
        Combinators.combine(keys(), Arbitraries.of(Status.class)).as(Step.Change::new);
    Arbitrary<Step> deregister = keys().map(Step.Deregister::new);
    return Arbitraries.oneOf(register, register, register, change, deregister)
        .list()
        .ofMinSize(1)
        .ofMaxSize(25);
  }

  @Provide
  Arbitrary<List<String>> questions() {
    return Arbitraries.of("a", "b", "c", "_a", "_b", "_tcp", "_udp", "ns1", "none")
        .list()
        .ofMinSize(0)
        .ofMaxSize(5)
        .map(
            labels ->
                String.join(".", labels) + (labels.isEmpty() ? "" : ".") + "service.internal.")
        .list()
        .ofSize(40);
  }

  private static Arbitrary<InstanceKey> keys() {
    Arbitrary<String> services =
        Arbitraries.of(LABELS).list().ofMinSize(1).ofMaxSize(3).map(all -> String.join(".", all));
    Arbitrary<String> ids = Arbitraries.of("a", "A", "b", "c:1", "d");
    return Combinators.combine(services, ids).as(InstanceKey::of);
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
                Arbitraries.of("a", "b", "default"),
                Arbitraries.integers().between(1, 3),
                Arbitraries.of(Protocol.class))
            .as(Port::new)
            .list()
            .uniqueElements(Port::name)
            .ofMinSize(1)
            .ofMaxSize(2)
            .map(all -> all.toArray(Port[]::new));
    Arbitrary<Metadata> metadata =
        Arbitraries.of(
            Metadata.NONE, new Metadata(Map.of("k", "v")), new Metadata(Map.of("k", "w", "l", "")));
    return Combinators.combine(keys(), endpoints, ports, metadata, Arbitraries.of(Status.class))
        .as(
            (key, endpoint, all, pairs, status) ->
                Instance.of(key, endpoint, all).withMetadata(pairs).withStatus(status));
  }
}
