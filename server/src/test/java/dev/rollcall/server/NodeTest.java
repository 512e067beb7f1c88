package dev.rollcall.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.server.settings.Setting;
import dev.rollcall.server.settings.Settings;
import dev.rollcall.server.settings.StartRefusedException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** One node, end to end: HTTP in, DNS out. */
class NodeTest {
  @TempDir static Path folder;
  private static RunningNode node;

  @BeforeAll
  static void start() throws StartRefusedException {
    node = RunningNode.start(folder.resolve("node"));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void registeredInstanceIsAnsweredUntilItLeaves(boolean tcp) throws Exception {
    assertEquals(201, node.register("orders", "a", 30).statusCode());
    assertEquals(List.of("10.0.0.1"), node.answers("orders", Type.A, tcp));
    assertEquals(
        List.of("0 1 8080 a.orders.test.internal."), node.answers("orders", Type.SRV, tcp));

    assertEquals(204, node.deregister("orders", "a").statusCode());
    assertEquals(List.of(), node.answers("orders", Type.A, tcp));
    assertEquals(Rcode.NOERROR, node.ask("orders", Type.A, tcp).getRcode());
    assertEquals(Rcode.NXDOMAIN, node.ask("unheard-of", Type.A, tcp).getRcode());
  }

  @Test
  void instanceThatFailsItsCheckIsNotAnsweredUntilItPasses() throws Exception {
    try (ProbedServer web = ProbedServer.start()) {
      web.breakDown();
      assertEquals(201, node.register("checked", "well", 300).statusCode());
      assertEquals(201, node.registerChecked("checked", "web-1", web.port()).statusCode());
      awaitAddresses(List.of("10.0.0.1"));
      web.mend();
      awaitAddresses(List.of("10.0.0.1", "127.0.0.1"));
    }
  }

  /** Until DNS gives these addresses of the service with checks, however long that takes. */
  private static void awaitAddresses(List<String> addresses) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!node.answers("checked", Type.A, false).equals(addresses)) {
      assertTrue(System.nanoTime() < end, () -> "never " + addresses);
    }
  }

  @Test
  void hostInsideTheZoneIsRefused() throws Exception {
    assertEquals(400, node.registerHost("orders.test.internal").statusCode());
    assertEquals(201, node.registerHost("orders.service.internal").statusCode());
  }

  @Test
  void metricsTellOfAllParts() throws Exception {
    node.register("counted", "a", 30);
    node.answers("counted", Type.A, false);
    String metrics = node.get("/metrics").body();
    for (String line :
        List.of(
            "rollcall_dns_queries_total\\{transport=\"udp\",type=\"a\"} [1-9].*",
            "rollcall_dns_replies_total\\{rcode=\"noerror\",transport=\"udp\"} [1-9].*",
            "rollcall_dns_drops_total\\{reason=\"rate_limited\",transport=\"udp\"} 0.*",
            "rollcall_dns_cookies_total\\{cookie=\"none\",transport=\"udp\"} [1-9].*",
            "rollcall_dns_truncated_total\\{transport=\"udp\"} [0-9].*",
            "rollcall_dns_latency_seconds_bucket\\{transport=\"udp\",le=\"[+]Inf\"} [1-9].*",
            "rollcall_dns_latency_seconds_count\\{transport=\"udp\"} [1-9].*",
            "rollcall_dns_connections [0-9].*",
            "rollcall_probes_checks [0-9].*",
            "rollcall_probes_under_way [0-9].*",
            "rollcall_probes_waiting [0-9].*",
            "rollcall_probes_passed_total [0-9].*",
            "rollcall_probes_failed_total\\{reason=\"not_serving\"} 0.0",
            "rollcall_probes_late_total [0-9].*",
            "rollcall_probes_discounted_total [0-9].*",
            "rollcall_http_requests_total\\{operation=\"[a-zA-Z]+\",status=\"2xx\"} [1-9].*",
            "rollcall_registry_members 1.0",
            "rollcall_registry_leases [1-9].*",
            "rollcall_registry_services [1-9].*",
            "rollcall_registry_instances\\{status=\"up\"} [1-9].*",
            "rollcall_leases_held\\{reason=\"service_share\"} 0.*",
            "rollcall_leases_inquests_total [0-9].*",
            "rollcall_leases_revived_total 0.0",
            "rollcall_pauses_total [0-9].*",
            "rollcall_members_missing 0.0",
            "rollcall_isolated 0.0",
            "rollcall_replication_differing_partitions [0-9].*",
            "rollcall_replication_waiting [0-9].*",
            "jvm_threads_live_threads .*")) {
      assertTrue(
          Pattern.compile("^" + line + "$", Pattern.MULTILINE).matcher(metrics).find(), line);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DNS_PORT", "HTTP_PORT", "CLUSTER_PORT"})
  void takenPortRefusesTheStartAndLeavesNothingBehind(Setting port) throws Exception {
    Path own = folder.resolve(port.key());
    try (var holder = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      String message = refusal(port, holder.getLocalPort(), own);
      assertTrue(message.startsWith(port.key() + ": cannot "), message);
      assertTrue(message.contains("127.0.0.1:" + holder.getLocalPort()), message);
    }
    DataFolder.open(own).close();
  }

  @Test
  void zoneFileThatCannotBeServedRefusesTheStart() throws Exception {
    Path file = Files.writeString(folder.resolve("bad.zone"), "$TTL 60\na A 1.2.3\n");
    Path own = folder.resolve("zone-files");
    Settings settings =
        RunningNode.settings(own, Map.of(Setting.ZONE_FILES, "service.internal=" + file));
    String message =
        String.valueOf(
            assertThrows(StartRefusedException.class, () -> Node.start(settings)).getMessage());
    assertTrue(message.startsWith("zone-files: " + file + ":2: Invalid address: 1.2.3"), message);
    DataFolder.open(own).close();
  }

  @Test
  void whatWasRegisteredIsThereAfterARestart() throws Exception {
    Path own = folder.resolve("restarted");
    try (RunningNode before = RunningNode.start(own)) {
      assertEquals(201, before.register("orders", "a", 30).statusCode());
    }
    try (RunningNode after = RunningNode.start(own)) {
      assertEquals(List.of("10.0.0.1"), after.answers("orders", Type.A, false));
      assertEquals(204, after.renew("orders", "a").statusCode());
      assertEquals(200, after.register("orders", "a", 30).statusCode());
    }
  }

  @Test
  void journalOfAnotherZoneRefusesTheStartAndIsLeftAlone() throws Exception {
    Path own = folder.resolve("other-zone");
    RunningNode.start(own).close();
    Path log = own.resolve("journal").resolve("log-1");
    byte[] content = Files.readAllBytes(log);
    Settings settings = RunningNode.settings(own, Map.of(Setting.ZONE, "a.example"));
    String message =
        String.valueOf(
            assertThrows(StartRefusedException.class, () -> Node.start(settings)).getMessage());
    assertEquals(
        "data-dir: '%s' is the journal of the zone 'test.internal'; allowed: that of 'a.example'"
            .formatted(own.resolve("journal").resolve("snapshot-1")),
        message);
    assertArrayEquals(content, Files.readAllBytes(log));
    DataFolder.open(own).close();
  }

  private static String refusal(Setting port, int taken, Path dataDir)
      throws StartRefusedException {
    Settings settings = RunningNode.settings(dataDir, Map.of(port, String.valueOf(taken)));
    return String.valueOf(
        assertThrows(StartRefusedException.class, () -> Node.start(settings)).getMessage());
  }
}
