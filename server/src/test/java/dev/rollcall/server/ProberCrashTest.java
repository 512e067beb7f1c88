package dev.rollcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.server.settings.StartRefusedException;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Type;

/** One of three nodes makes the checks of an instance, and another one when that one is gone. */
class ProberCrashTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Two nodes that both made them would each have made one of so many. */
  private static final int SOME_PROBES = 4;

  @TempDir Path folder;
  private final List<RunningNode> nodes = new ArrayList<>();

  /** What a node is to come to in the end. */
  private interface Expectation {
    boolean isMetBy(RunningNode node) throws Exception;
  }

  @BeforeEach
  void start() throws StartRefusedException {
    for (int i = 0; i < 3; i++) {
      Path own = folder.resolve("node-" + i);
      nodes.add(RunningNode.start(own, nodes.toArray(RunningNode[]::new)));
    }
  }

  @AfterEach
  void stop() {
    nodes.reversed().forEach(RunningNode::close);
  }

  @Test
  void anotherNodeFindsWhatBreaksAfterTheOnlyProberWasKilled() throws Exception {
    await("partitions have settled", () -> everywhere(ProberCrashTest::hasSettled));
    try (ProbedServer web = ProbedServer.start()) {
      assertEquals(201, nodes.get(0).register("checked", "well", 300).statusCode());
      assertEquals(201, nodes.get(1).registerChecked("checked", "web", web.port()).statusCode());
      await("all give both", () -> everywhere(node -> gives(node, "10.0.0.1", "127.0.0.1")));

      RunningNode prober = soleProber(web);
      nodes.remove(prober);
      prober.crash();
      web.breakDown();

      await("the others give the other one", () -> everywhere(node -> gives(node, "10.0.0.1")));
      for (RunningNode node : nodes) {
        JsonObject broken = node.instance("checked", "web");
        assertEquals("checks", broken.getJsonObject("condition").getString("why"));
      }
      assertTrue(nodes.contains(soleProber(web)));
    }
  }

  /** The node that made all of some probes, once there is only one. */
  private RunningNode soleProber(ProbedServer web) throws Exception {
    var probers = new ArrayList<RunningNode>();
    await(
        "one node makes all probes",
        () -> {
          probers.clear();
          List<Double> before = probesMade();
          web.awaitProbes(SOME_PROBES);
          List<Double> after = probesMade();
          for (int i = 0; i < nodes.size(); i++) {
            if (after.get(i) > before.get(i)) {
              probers.add(nodes.get(i));
            }
          }
          return probers.size() == 1;
        });
    return probers.getFirst();
  }

  /** How many each node has made so far. */
  private List<Double> probesMade() throws Exception {
    var made = new ArrayList<Double>();
    for (RunningNode node : nodes) {
      made.add(
          node.metric("rollcall_probes_passed_total")
              + node.metric("rollcall_probes_failed_total"));
    }
    return made;
  }

  private static boolean hasSettled(RunningNode node) throws Exception {
    IntSummaryStatistics owned =
        new JsonObject(node.get("/api/v1/cluster").body())
            .getJsonArray("members").stream()
                .mapToInt(member -> ((JsonObject) member).getInteger("partitions"))
                .summaryStatistics();
    return owned.getCount() == 3 && owned.getMax() - owned.getMin() <= 1;
  }

  private static boolean gives(RunningNode node, String... addresses) throws Exception {
    return node.answers("checked", Type.A, false).equals(List.of(addresses));
  }

  private boolean everywhere(Expectation expected) throws Exception {
    for (RunningNode node : nodes) {
      if (!expected.isMetBy(node)) {
        return false;
      }
    }
    return true;
  }

  private static void await(String what, Callable<Boolean> expected) throws Exception {
    long start = System.nanoTime();
    while (!expected.call()) {
      assertTrue(System.nanoTime() - start < PATIENCE.toNanos(), () -> "not within 60 s: " + what);
      Thread.onSpinWait();
    }
  }
}
