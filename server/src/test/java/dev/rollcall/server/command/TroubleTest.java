package dev.rollcall.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all commands for people do when the node is in trouble, and what their help says. */
class TroubleTest {
  private static final String UNAVAILABLE =
      """
      {"type": "/problems/unavailable", "status": 503,
       "detail": "the node is still loading the catalogue"}
      """;

  private static final class Lines {
    static final String SERVICES = "services";
    static final String SERVICE = "service orders";
    static final String RESOLVE = "resolve orders";
    static final String WATCH = "watch";
    static final String REGISTER = "register orders --id a --port 1";
    static final String KEEP = "register orders --id a --port 1 --keep";
    static final String DRAIN = "drain orders a --lift";

    private Lines() {}
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Lines.SERVICES,
        Lines.SERVICE,
        Lines.RESOLVE,
        Lines.WATCH,
        Lines.REGISTER,
        Lines.KEEP,
        Lines.DRAIN
      })
  void whatCannotBeFoundOutIsOneLineAndExitCode3(String line) throws IOException {
    assertEquals(
        "rollcall: http://NODE: no node can be reached there\n3\n",
        run("http://127.0.0.1:" + unusedPort(), line).transcript());
    try (ScriptedNode node = ScriptedNode.start()) {
      node.answers(503, UNAVAILABLE);
      assertEquals(
          "rollcall: http://NODE: the node is still loading the catalogue\n3\n",
          run(node.url(), line).transcript());
      assertEquals( // 500 without a word
          "rollcall: http://NODE: it answered 500, which no node of this version does\n3\n",
          run(node.url(), line).transcript());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          services       | <html>
          services       | {"services": 7}
          services       | {}
          service orders | []
          service orders | {"instances": {}}
          resolve orders | {"members": []}
          resolve orders | {"zone": "service.internal"}
          register orders --id a --port 1 | OK
          """)
  void whatIsNoNodesAnswerIsNoAnswer(String line, String body) throws IOException {
    try (ScriptedNode node = ScriptedNode.start().answers(200, body)) {
      CommandRun run = run(node.url(), line);
      assertEquals(3, run.code(), run::transcript);
      assertTrue(run.errors().startsWith("rollcall: " + node.url() + ": it "), run::errors);
      assertEquals(1, run.errors().lines().count(), run::errors);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {Lines.SERVICES, Lines.SERVICE, Lines.RESOLVE, Lines.WATCH, Lines.REGISTER})
  void anAddressThatIsNoNodesIsWrongUsage(String line) throws IOException {
    assertEquals(2, run("ftp://x", line).code());
    try (ScriptedNode node = ScriptedNode.start().answers(404, "<html>not here</html>")) {
      assertEquals(
          "rollcall: http://NODE: it answered 404, which no node of this version does\n2\n",
          run(node.url(), line).transcript());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          service            | Missing required parameter: 'NAME' (see rollcall service --help)
          service a b        | Unmatched argument at index 2: 'b'
          resolve            | Missing required parameter: 'NAME' (see rollcall resolve --help)
          drain orders       | Missing required parameter: 'INSTANCE' (see rollcall drain --help)
          drain orders a     | drain: one of --reason and --lift is needed (see rollcall drain --help)
          drain orders a --lift --reason x | drain: one of --reason and --lift is needed
          service ''         | NAME: '' is not allowed; allowed: 1 character or more
          drain orders '' --lift | INSTANCE: '' is not allowed; allowed: 1 character or more
          register web --port 1 --id '' | --id: '' is not allowed; allowed: 1 to 253 characters
          services --all     | Unknown option: '--all'; allowed: --help, -h, --url, --json
          """)
  void wrongUsageIsOneLineAndExitCode2(String line, String beginning) {
    CommandRun run = run("http://127.0.0.1:1", line);
    assertEquals(2, run.code());
    assertTrue(run.errors().startsWith("rollcall: " + beginning), run::errors);
    assertEquals(1, run.errors().lines().count(), run::errors);
  }

  @Test
  void whatANodeSaysDoesNotMoveTheCursor() throws IOException {
    try (ScriptedNode node = ScriptedNode.start()) {
      node.answers(400, "{\"detail\": \"\\u001b[31mred \\u009b2J\\u202e\"}");
      assertEquals(
          "rollcall: http://NODE:  [31mred  2J \n2\n", run(node.url(), "services").transcript());
    }
  }

  @Test
  void jsonHasItEscaped() throws IOException {
    try (ScriptedNode node = ScriptedNode.start()) {
      node.answers(200, "{\"services\": [], \"x\": \"a\\u009b\\u202e\u00e9\\udb40\\udc01\"}");
      assertEquals(
          "{\"services\":[],\"x\":\"a\\u009b\\u202e\u00e9\\udb40\\udc01\"}\n",
          run(node.url(), "services --json").out());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"services", "service", "resolve", "watch", "register", "drain"})
  void helpHasAnExampleAndTheExitCodes(String command) {
    CommandRun run = CommandRun.of(Map.of(), new ScriptedStop(), command, "--help");
    assertEquals(0, run.code());
    assertTrue(run.out().contains("\nExample:\n  rollcall " + command), run::out);
    assertTrue(run.out().contains("\n  3   not known:"), run::out);
    assertTrue(run.out().contains("--json") && run.out().contains("--url"), run::out);
  }

  private static CommandRun run(String url, String line) {
    return CommandRun.of(url, new ScriptedStop(), line);
  }

  private static int unusedPort() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return probe.getLocalPort();
    }
  }
}
