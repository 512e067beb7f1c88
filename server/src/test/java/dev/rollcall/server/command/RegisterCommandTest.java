package dev.rollcall.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterCommandTest {
  private static final String REGISTERED =
      """
      {"service": "web", "id": "a", "status": "UP", "addresses": ["10.0.0.5"],
       "ports": {"default": {"port": 80, "protocol": "tcp"}}, "leaseSeconds": 30}
      """;
  private static final String GONE =
      """
      {"type": "/problems/not-registered", "status": 404, "detail": "no instance 'a'"}
      """;
  private static final String BUSY =
      """
      {"type": "/problems/unavailable", "status": 503, "detail": "the node is loading"}
      """;

  private final ScriptedStop stop = new ScriptedStop();

  @Test
  void itSaysWhatLeaseTheInstanceHas() {
    try (MemoryNode node = MemoryNode.start()) {
      assertEquals(
          """
          registered web/a at 10.0.0.5, port 80: lease of 30 s, over then unless a heartbeat comes
          0
          """,
          CommandRun.of(node.url(), stop, "register web --id a --address 10.0.0.5 --port 80")
              .transcript());
    }
  }

  @Test
  void withoutAnIdItIsThisMachineAndThePort() {
    try (MemoryNode node = MemoryNode.start()) {
      var run = CommandRun.of(node.url(), stop, "register web --port http=8080 --port 9090 --json");
      String id = new JsonObject(run.out()).getString("id");
      assertTrue(id.matches("[^.]+-8080"), id);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          --port 80                  | {"ports": {"default": {"port": 80, "protocol": "tcp"}}}
          --port dns=53/udp          | {"ports": {"dns": {"port": 53, "protocol": "udp"}}}
          --port 80 --host x.example | {"ports": {"default": {"port": 80, "protocol": "tcp"}}, "host": "x.example"}
          --port 80 --check tcp --lease-seconds 0 | {"ports": {"default": {"port": 80, "protocol": "tcp"}}, "leaseSeconds": 0, "checks": [{"type": "tcp", "port": "default"}]}
          --port http=80 --port rpc=90 --check http:/health --check grpc@rpc:my.Svc --check https@rpc:/a:b | {"ports": {"http": {"port": 80, "protocol": "tcp"}, "rpc": {"port": 90, "protocol": "tcp"}}, "checks": [{"type": "http", "port": "http", "path": "/health"}, {"type": "grpc", "port": "rpc", "service": "my.Svc"}, {"type": "https", "port": "rpc", "path": "/a:b"}]}
          --port 80 --address ::1 --address 10.0.0.5 --tag a --tag b --zone z --weight 0 | {"ports": {"default": {"port": 80, "protocol": "tcp"}}, "addresses": ["::1", "10.0.0.5"], "tags": ["a", "b"], "zone": "z", "weight": 0}
          """)
  void optionsBecomeTheBody(String options, String body) throws IOException {
    try (ScriptedNode node = ScriptedNode.start().answers(201, REGISTERED)) {
      assertEquals(0, CommandRun.of(node.url(), stop, "register web --id a/b " + options).code());
      String request = node.requests.getFirst();
      String start = "PUT /api/v1/services/web/instances/a%2Fb  ";
      assertTrue(request.startsWith(start), request);
      assertEquals(new JsonObject(body), new JsonObject(request.substring(start.length())));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --id a                     | Missing required option: '--port=PORT' (see rollcall register --help)
          --port x                   | port: 'x' is not allowed; allowed: NUMBER or NAME=NUMBER
          --port 80 --port 81        | port: '81' is not allowed; allowed: another name for each port
          --port 80 --check ping     | check: 'ping' is not allowed; allowed: http:PATH
          --port 80 --check tcp:/x   | check: 'tcp:/x' is not allowed; allowed: http:PATH
          --port 80 --weight x       | Invalid value for option '--weight': 'x' is not an int
          --port 80 --keep --what    | Unknown option: '--what'; allowed: --help, -h, --id, --keep
          """)
  void wrongUsageIsOneLineAndAsksNobody(String options, String beginning) throws IOException {
    try (ScriptedNode node = ScriptedNode.start()) {
      CommandRun run = CommandRun.of(node.url(), stop, "register web " + options);
      assertEquals(2, run.code());
      assertTrue(run.errors().startsWith("rollcall: " + beginning), run::errors);
      assertEquals(1, run.errors().lines().count(), run::errors);
      assertEquals(List.of(), node.requests);
    }
  }

  @Test
  void whatTheNodeRefusesIsWrongUsage() {
    try (MemoryNode node = MemoryNode.start()) {
      assertEquals(
          "rollcall: http://NODE: ports.default: '70000' is not allowed; allowed: 1 to 65535\n2\n",
          CommandRun.of(node.url(), stop, "register web --id a --port 70000")
              .transcript()
              .replace("default.port", "default"));
    }
  }

  @Test
  void keptItGetsHeartbeatsUntilTheCommandIsToldToStopAndThenLeaves() throws IOException {
    try (ScriptedNode node = ScriptedNode.start()) {
      node.answers(201, REGISTERED).answers(204, "").answers(204, "").answers(204, "");
      stop.meanwhile(() -> assertEquals("in order", stop.end())).meanwhile(() -> {});
      assertEquals(
          """
          registered web/a at 10.0.0.5, port 80: lease of 30 s, renewed until Ctrl-C
          deregistered web/a
          0
          """,
          CommandRun.of(node.url(), stop, "register web --id a --port 80 --keep").transcript());
      String path = "/api/v1/services/web/instances/a";
      assertEquals(
          List.of("PUT " + path + "/heartbeat", "PUT " + path + "/heartbeat", "DELETE " + path),
          node.requests.subList(1, 4));
      assertEquals(List.of(10, 10, 10), stop.pauses.stream().map(Duration::toSecondsPart).toList());
    }
  }

  @Test
  void keptItRegistersAgainWhenItIsGone() throws IOException {
    try (ScriptedNode node = ScriptedNode.start()) {
      node.answers(201, REGISTERED).answers(404, GONE).answers(201, REGISTERED).answers(204, "");
      stop.meanwhile(() -> {});
      CommandRun run = CommandRun.of(node.url(), stop, "register web --id a --port 80 --keep");
      assertEquals("rollcall: web/a was gone and is registered again\n", run.errors());
      assertEquals(node.requests.get(0), node.requests.get(2));
      assertEquals(0, run.code());
    }
  }

  @Test
  void keptItGoesOnWhileTheNodeIsInTroubleAndSaysSoOnce() throws IOException {
    try (ScriptedNode node = ScriptedNode.start()) {
      node.answers(201, REGISTERED).answers(503, BUSY).answers(503, BUSY).answers(204, "");
      node.answers(204, "");
      stop.meanwhile(() -> {}).meanwhile(() -> {}).meanwhile(() -> {});
      assertEquals(
          """
          registered web/a at 10.0.0.5, port 80: lease of 30 s, renewed until Ctrl-C
          deregistered web/a
          rollcall: http://NODE: the node is loading; heartbeats go on
          rollcall: http://NODE: it answers again
          0
          """,
          CommandRun.of(node.url(), stop, "register web --id a --port 80 --keep").transcript());
    }
  }

  @Test
  void whatHasGoneByItselfNeedNotBeDeregistered() throws IOException {
    try (ScriptedNode node = ScriptedNode.start()) {
      node.answers(201, REGISTERED).answers(404, GONE);
      var run = CommandRun.of(node.url(), stop, "register web --id a --port 80 --keep");
      assertEquals(0, run.code());
      assertEquals("", run.errors());
    }
  }

  @Test
  void whatCannotBeDeregisteredIsSaid() throws IOException {
    try (ScriptedNode node = ScriptedNode.start()) {
      node.answers(201, REGISTERED).answers(503, BUSY);
      var run = CommandRun.of(node.url(), stop, "register web --id a --port 80 --keep --json");
      assertEquals(3, run.code());
      assertEquals("rollcall: " + node.url() + ": the node is loading\n", run.errors());
    }
  }
}
