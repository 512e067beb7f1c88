package dev.rollcall.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.Member;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.live.InMemoryRegistry;
import dev.rollcall.registry.service.Precondition;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.state.Amendment;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over real DNS: some nodes that share a catalogue, and some that do not. */
class ResolveCommandTest {
  private final MemoryNode node = MemoryNode.start();
  private final InMemoryRegistry elsewhere = new InMemoryRegistry(TimeSource.system());

  @AfterEach
  void close() {
    node.close();
    elsewhere.close();
  }

  @Test
  void nodesThatGiveTheSameInAnotherOrderAgree() {
    node.joinedBy(node.registry);
    register("a", "--address 10.0.0.5");
    register("b", "--address 10.0.0.6 --weight 5");
    String expected =
        """
        orders.service.internal. SRV: 2 nodes, all the same

        NODE      ASKED AT  ANSWER   RECORDS  SAYS
        member-1  NODE  NOERROR  2        -
        member-2  NODE  NOERROR  2        -

        RECORD                                     GIVEN BY
        SRV 0 1 8080 a.orders.service.internal.  all
        SRV 0 5 8080 b.orders.service.internal.  all
        0
        """;
    for (int i = 0; i < 4; i++) {
      assertEquals(squeezed(expected), squeezed(run("resolve orders").transcript()));
    }
  }

  @Test
  void nodesThatDifferAreANoThatSaysWhoGivesWhat() {
    node.joinedBy(elsewhere);
    register("a", "--address 10.0.0.5");
    register("b", "--address 10.0.0.6");
    copy("b");
    assertEquals(
        squeezed(
            """
            orders.service.internal. A: 2 nodes, which do not agree

            NODE      ASKED AT  ANSWER   RECORDS  SAYS
            member-1  NODE      NOERROR  2        -
            member-2  NODE      NOERROR  1        -

            RECORD      GIVEN BY
            A 10.0.0.5  member-1
            A 10.0.0.6  all
            1
            """),
        squeezed(run("resolve orders a").transcript()));
  }

  @Test
  void whoIsNotGivenIsShownWithTheReason() {
    register("a", "--address 10.0.0.5");
    register("six", "--address fd00::6");
    register("away", "--host db.example.org");
    register("down", "--address 10.0.0.7");
    amend("down", Status.DOWN);
    String transcript = squeezed(run("resolve orders A").transcript());
    assertTrue(
        transcript.endsWith(
            squeezed(
                """
                NOT GIVEN  STATUS  WHY
                away       UP      it is kept at db.example.org, where its CNAME or SRV record points
                down       DOWN    it says so itself
                six        UP      it has no IPv4 address
                0
                """)),
        transcript);
  }

  @Test
  void whereNothingIsGivenTheAnswerIsNo() {
    assertEquals(
        squeezed(
            """
            nobody.service.internal. SRV: nothing is given; no service of that name is known

            NODE      ASKED AT  ANSWER    RECORDS  SAYS
            member-1  NODE      NXDOMAIN  0        -
            1
            """),
        squeezed(run("resolve nobody").transcript()));
    register("a", "--address 10.0.0.5");
    assertTrue(run("resolve orders AAAA").out().contains("AAAA: nothing is given\n"));
  }

  @Test
  void namesMayHaveTheZoneAndBeAnyThatDnsKnows() {
    register("a", "--address 10.0.0.5 --tag blue");
    for (String name :
        List.of("orders.service.internal", "orders.service.internal.", "blue._tag.orders")) {
      assertEquals(0, run("resolve " + name).code(), name);
    }
    JsonObject tagged = new JsonObject(run("resolve Blue._tag.orders A --json").out());
    assertEquals("orders", tagged.getString("service"));
    assertEquals("REFUSED", firstAnswer("resolve www.example.org. A"));
    assertEquals("NOERROR", firstAnswer("resolve service.internal. SOA"));
  }

  @Test
  void aWindowThatMovesIsNoDisagreement() {
    register("a", "--address 10.0.0.5");
    Instance one = instance("a");
    for (int i = 0; i < 150; i++) {
      var address = new Endpoint.Addresses(List.of(IpAddress.parse("10.0.1." + i)));
      Instance other = Instance.of(key("i" + i), address, one.primaryPort());
      node.registry.register(other).toCompletableFuture().join();
    }
    assertEquals(0, run("resolve orders A").code()); // so that the first is a window ahead
    node.joinedBy(node.registry);
    JsonObject answer = new JsonObject(run("resolve orders A --json").out());
    assertEquals(true, answer.getBoolean("agree"));
    List<?> windows =
        answer.getJsonArray("nodes").stream()
            .map(asked -> ((JsonObject) asked).getJsonArray("records"))
            .collect(Collectors.toList());
    assertEquals(2, windows.stream().distinct().count(), "both in one window");
  }

  @Test
  void aNodeThatKnowsAnOldAddressContradicts() {
    node.joinedBy(elsewhere);
    register("a", "--address 10.0.0.5 --tag blue");
    register("b", "--address 10.0.0.9");
    copy("a");
    copy("b");
    register("a", "--address 10.0.0.6 --tag blue");
    for (String name : List.of("a.orders", "blue._tag.orders", "orders")) {
      CommandRun run = run("resolve " + name + " A");
      assertEquals(1, run.code(), name);
      assertTrue(run.out().contains("2 nodes, which do not agree\n"), run::out);
    }
  }

  @Test
  void thatOfManyAsManyAreWantedIsNoDisagreement() {
    settle(ServiceSettings.NONE.withAnswerLimit(2));
    for (int i = 0; i < 5; i++) {
      register("i" + i, "--address 10.0.1." + i);
    }
    run("resolve orders A"); // so that the first is ahead
    node.joinedBy(node.registry);
    for (int i = 0; i < 5; i++) {
      assertEquals(0, run("resolve orders A").code());
    }
  }

  @Test
  void whatIsASubsetBecauseOfUdpIsAskedForAgain() {
    settle(ServiceSettings.NONE.withSubset(true));
    for (int i = 0; i < 40; i++) {
      register((i % 4 == 0 ? "a".repeat(60) : "b") + i, "--address 10.0.1." + i);
    }
    run("resolve orders");
    node.joinedBy(node.registry);
    for (int i = 0; i < 5; i++) {
      CommandRun run = run("resolve orders");
      assertEquals(0, run.code(), run::out);
    }
  }

  @Test
  void whoIsWellAndNotInTheAnswerIsShownToo() {
    register("a", "--address 10.0.0.5 --tag blue");
    register("b", "--address fd00::6 --address 10.0.0.6");
    for (String type : List.of("A", "SRV")) {
      String out = squeezed(run("resolve blue._tag.orders " + type).out());
      assertTrue(
          out.endsWith(
              "NOT GIVEN STATUS WHY\nb UP not in this answer: locality, selection or limit\n"),
          out);
    }
    for (String line : List.of("orders", "orders A", "orders AAAA", "a.orders A", "b.orders")) {
      String out = run("resolve " + line).out();
      assertFalse(out.contains("not in this answer"), out);
    }
  }

  @Test
  void whatANodeAddsIsCalledByItsName() {
    JsonObject answer = new JsonObject(run("resolve www.example.org. A --json").out());
    assertEquals(
        "NOT_AUTHORITATIVE", answer.getJsonArray("nodes").getJsonObject(0).getString("says"));
  }

  @Test
  void oneNodeWithoutAnAnswerDoesNotContradictItself() {
    register("a", "--address 10.0.0.5");
    CommandRun run = run("resolve orders AXFR");
    assertEquals(1, run.code());
    assertTrue(run.out().contains("AXFR: 1 node, without an answer\n"), run::out);
  }

  @Test
  void aNodeThatDoesNotAnswerIsANo() throws IOException {
    register("a", "--address 10.0.0.5");
    try (var silent = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
      node.joinedBy(member("silent", OptionalInt.of(silent.getLocalPort())));
      node.joinedBy(member("dumb", OptionalInt.empty()));
      CommandRun run = run("resolve orders A");
      String transcript = squeezed(run.transcript());
      assertTrue(transcript.contains("silent NODE NONE 0 no answer in time\n"), transcript);
      assertTrue(
          transcript.contains("dumb - NONE 0 it does not say where it answers DNS\n"), transcript);
      assertEquals(1, run.code());
    }
  }

  @Test
  void wrongNamesAndTypesAreWrongUsage() {
    assertEquals(
        "rollcall: type: 'ABC' is not allowed; allowed: a type of DNS, such as A, AAAA, SRV or"
            + " TXT\n2\n",
        run("resolve orders ABC").transcript());
    assertEquals(
        "rollcall: name: 'a..b' is not allowed; allowed: a name of DNS, with or without the zone"
            + " service.internal\n2\n",
        run("resolve a..b").transcript());
  }

  private String firstAnswer(String line) {
    JsonObject resolved = new JsonObject(run(line + " --json").out());
    return resolved.getJsonArray("nodes").getJsonObject(0).getString("answer");
  }

  private void register(String id, String options) {
    CommandRun run = run("register orders --port 8080 --id " + id + " " + options);
    assertEquals(0, run.code(), run::errors);
  }

  private void settle(ServiceSettings settings) {
    node.registry
        .settings()
        .put(new ServiceName("orders"), settings, Precondition.NONE)
        .toCompletableFuture()
        .join();
  }

  private void amend(String id, Status status) {
    node.registry.amend(key(id), Amendment.of(status)).toCompletableFuture().join();
  }

  private static InstanceKey key(String id) {
    return new InstanceKey(new ServiceName("orders"), new InstanceId(id));
  }

  /** Registers an instance of this node elsewhere too. */
  private void copy(String id) {
    elsewhere.register(instance(id)).toCompletableFuture().join();
  }

  private Instance instance(String id) {
    return node.registry.catalog().services().stream()
        .flatMap(name -> node.registry.catalog().service(name).stream())
        .flatMap(service -> service.registered().stream())
        .map(held -> held.instance())
        .filter(held -> held.key().id().text().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Member member(String name, OptionalInt dnsPort) {
    return new Member(name, name, List.of(IpAddress.parse("127.0.0.1")), dnsPort, false, 0);
  }

  private CommandRun run(String line) {
    return CommandRun.of(node.url(), new ScriptedStop(), line);
  }

  /** Ports differ in length, and so do the gaps after them. */
  private static String squeezed(String text) {
    return text.replaceAll(" +", " ");
  }
}
