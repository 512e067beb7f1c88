package dev.rollcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.state.Condition;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.RemovalReason;
import dev.rollcall.registry.state.Tombstone;
import dev.rollcall.server.command.RollcallCommand;
import dev.rollcall.server.settings.StartRefusedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Three nodes that joined one another, end to end. */
class ThreeNodesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir static Path folder;
  private static final List<RunningNode> nodes = new ArrayList<>();

  @BeforeAll
  static void start() throws StartRefusedException {
    nodes.add(RunningNode.start(folder.resolve("0")));
    nodes.add(RunningNode.start(folder.resolve("1"), nodes.get(0)));
    nodes.add(RunningNode.start(folder.resolve("2"), nodes.get(0), nodes.get(1)));
  }

  @AfterAll
  static void stop() {
    nodes.reversed().forEach(RunningNode::close);
  }

  @Test
  void instanceRegisteredAtOneIsAnsweredByAll() throws Exception {
    var seen = onAll(change -> isRegistered(change, "orders"));
    assertEquals(201, nodes.get(1).register("orders", "a", 30).statusCode());
    assertEquals(List.of("10.0.0.1"), nodes.get(1).answers("orders", Type.A, false));
    join(seen);
    for (RunningNode node : nodes) {
      assertEquals(List.of("10.0.0.1"), node.answers("orders", Type.A, false));
    }
  }

  @Test
  void oneCommandAsksAllNodesOverDns() throws Exception {
    var seen = onAll(change -> isRegistered(change, "resolved"));
    nodes.get(1).register("resolved", "a", 30);
    join(seen);
    var answer = new StringWriter();
    var command =
        new RollcallCommand(Map.of("ROLLCALL_URL", nodes.get(2).url()), settings -> {})
            .answeringTo(new PrintWriter(answer, true));
    assertEquals(0, command.run("resolve", "resolved", "A"), answer::toString);
    assertTrue(answer.toString().contains("resolved.test.internal. A: 3 nodes, all the same\n"));
    assertTrue(answer.toString().contains("A 10.0.0.1  all\n"), answer::toString);
  }

  @Test
  void instanceWithoutHeartbeatsGoesFromAllNodesNotBeforeItsLeaseEnds() throws Exception {
    var registered = onAll(change -> isRegistered(change, "fading"));
    var expired = onAll(change -> isRemoved(change, "fading", RemovalReason.EXPIRED));
    nodes.get(0).register("fading", "a", 1);
    join(registered);
    long heartbeat = System.nanoTime();
    assertEquals(204, nodes.get(2).renew("fading", "a").statusCode());

    for (long goneAt : join(expired)) {
      Duration held = Duration.ofNanos(goneAt - heartbeat);
      assertTrue(held.compareTo(Duration.ofSeconds(1)) >= 0, () -> "ended early, after " + held);
    }
    for (RunningNode node : nodes) {
      assertEquals(List.of(), node.answers("fading", Type.A, false));
    }
  }

  @Test
  void instanceDrainedAtOneIsGivenByNoneAndKnownToAll() throws Exception {
    var registered = onAll(change -> isRegistered(change, "drained"));
    var drained = onAll(change -> isDraining(change, "drained"));
    nodes.get(0).registerDraining("drained", "a", 3600);
    join(registered);
    assertEquals(200, nodes.get(1).drain("drained", "a").statusCode());
    assertEquals(List.of(), nodes.get(1).answers("drained", Type.A, false));
    join(drained);
    for (RunningNode node : nodes) {
      assertEquals(List.of(), node.answers("drained", Type.A, false));
      JsonObject condition = node.instance("drained", "a").getJsonObject("condition");
      assertEquals("DRAINING", condition.getString("status"));
      assertEquals("operator", condition.getString("why"));
    }
  }

  @Test
  void drainedInstanceIsRemovedAfterItsDrainTimeAsAWatcherElsewhereHears() throws Exception {
    var registered = onAll(change -> isRegistered(change, "leaving"));
    var removed = onAll(change -> isRemoved(change, "leaving", RemovalReason.DRAINED));
    nodes.get(0).registerDraining("leaving", "a", 1);
    join(registered);
    String revision = nodes.get(2).watch("leaving", "", 0).getString("revision");

    long began = System.nanoTime();
    assertEquals(200, nodes.get(1).drain("leaving", "a").statusCode());
    for (long goneAt : join(removed)) {
      Duration known = Duration.ofNanos(goneAt - began);
      assertTrue(
          known.compareTo(Duration.ofSeconds(1)) >= 0, () -> "removed early, after " + known);
    }
    // Whoever asks now is told of all that has been since.
    JsonArray events = nodes.get(2).watch("leaving", revision, 0).getJsonArray("events");
    assertEquals(List.of("changed", "gone"), all(events, "event"));
    assertEquals("DRAINED", events.getJsonObject(1).getJsonObject("data").getString("reason"));
  }

  private static List<String> all(JsonArray events, String field) {
    return events.stream().map(event -> ((JsonObject) event).getString(field)).toList();
  }

  @Test
  void nodeThatLeavesTakesNothingWithIt() throws Exception {
    RunningNode leaving = RunningNode.start(folder.resolve("leaving"), nodes.get(0));
    for (int i = 0; i < 20; i++) {
      assertEquals(201, leaving.register("staying", "i" + i, 60).statusCode());
    }
    leaving.close();

    // It has nothing but what the others hand it.
    RunningNode joining = RunningNode.start(folder.resolve("joining"), nodes.get(1));
    assertEquals(20, joining.answers("staying", Type.SRV, true).size());
    assertEquals(20, nodes.get(2).answers("staying", Type.SRV, true).size());
    joining.close();
  }

  @Test
  void allNodesHaveOneSerialWhichRisesWhenNodesComeAndGo() throws Exception {
    long before = serial(nodes.get(0));
    RunningNode guest = RunningNode.start(folder.resolve("guest"), nodes.get(0));
    long withGuest = awaitSameSerial(before);
    awaitAll(node -> serial(guest) == withGuest);
    guest.close();
    awaitSameSerial(withGuest);
  }

  @Test
  void allNodesHaveOneCookieKeyAtTheirStart() {
    awaitAll(node -> node.agreement().current().cookieKeys().size() == 1);
    assertEquals(
        1, nodes.stream().map(node -> node.agreement().current().cookieKeys()).distinct().count());
  }

  /** The serial of all nodes once it is the same and higher than {@code before}. */
  private static long awaitSameSerial(long before) {
    awaitAll(node -> serial(node) > before && serial(node) == serial(nodes.get(0)));
    return serial(nodes.get(0));
  }

  private static void awaitAll(Predicate<RunningNode> expected) {
    long start = System.nanoTime();
    while (!nodes.stream().allMatch(expected)) {
      assertTrue(System.nanoTime() - start < PATIENCE.toNanos(), "not within 20 s");
      Thread.onSpinWait();
    }
  }

  private static long serial(RunningNode node) {
    try {
      Record soa = node.askApex(Type.SOA).getSection(Section.ANSWER).getFirst();
      return ((SOARecord) soa).getSerial();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Futures of the moment, in nanoseconds, when each node's DNS has seen such a change. */
  private static List<CompletableFuture<Long>> onAll(Predicate<Change> awaited) {
    return nodes.stream().map(node -> on(node, awaited)).toList();
  }

  private static CompletableFuture<Long> on(RunningNode node, Predicate<Change> awaited) {
    var seen = new CompletableFuture<Long>();
    // DNS follows the catalogue for longer, so that it hears of each change before.
    node.catalog()
        .follow(
            changes -> {
              if (changes.stream().anyMatch(awaited)) {
                seen.complete(System.nanoTime());
              }
            });
    return seen.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static List<Long> join(List<CompletableFuture<Long>> futures) {
    return futures.stream().map(CompletableFuture::join).toList();
  }

  private static boolean isRegistered(Change change, String service) {
    return change.after() instanceof Registered
        && change.key().equals(InstanceKey.of(service, "a"));
  }

  private static boolean isDraining(Change change, String service) {
    return change.after() instanceof Registered held
        && Condition.of(held, Optional.empty()).status() == Status.DRAINING
        && change.key().equals(InstanceKey.of(service, "a"));
  }

  private static boolean isRemoved(Change change, String service, RemovalReason reason) {
    return change.after() instanceof Tombstone tombstone
        && tombstone.reason() == reason
        && change.key().equals(InstanceKey.of(service, "a"));
  }
}
