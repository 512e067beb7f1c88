package dev.rollcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.server.command.RollcallCommand;
import dev.rollcall.server.settings.StartRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Type;

/** From one cluster to another with {@code rollcall export} and {@code rollcall import}. */
class MovingTest {
  @TempDir static Path folder;
  private static RunningNode from;
  private static RunningNode to;

  private final StringWriter errors = new StringWriter();
  private final StringWriter answers = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    from = RunningNode.start(folder.resolve("from"));
    to = RunningNode.start(folder.resolve("to"));
    from.register("orders", "a", 300);
    from.register("orders", "gone", 300);
    from.deregister("orders", "gone");
  }

  @AfterAll
  static void stop() {
    from.close();
    to.close();
  }

  @Test
  void whatIsExportedIsFoundWhereItIsImported() throws Exception {
    Path file = folder.resolve("export.json");
    assertEquals(0, run("export", file.toString(), "--url", from.url()));
    assertEquals(0, run("import", file.toString(), "--url", to.url()));
    assertEquals(
        "imported " + file + ": 2 taken, 0 not newer than what was there\n", answers.toString());
    assertEquals(List.of("10.0.0.1"), to.answers("orders", Type.A, false));
    assertEquals("", errors.toString());

    Path moved = folder.resolve("moved.json");
    assertEquals(0, run("export", moved.toString(), "--url", to.url()));
    assertEquals(entries(file), entries(moved));
    assertEquals(204, to.renew("orders", "a").statusCode());
  }

  @Test
  void anExportTakesThePlaceOfTheOneBefore() throws Exception {
    Path file = Files.writeString(folder.resolve("again.json"), "what was there before");
    assertEquals(0, run("export", file.toString(), "--url", from.url() + "/"));
    assertTrue(Files.readString(file).startsWith("{\"rollcallExport\":2,"));
    try (Stream<Path> left = Files.list(folder)) {
      assertFalse(left.anyMatch(path -> path.toString().endsWith(".part")));
    }
  }

  @Test
  void aVariableSaysWhichNodeWhereNoOptionDoes() throws Exception {
    Path file = folder.resolve("by-variable.json");
    var command = new RollcallCommand(Map.of("ROLLCALL_URL", from.url()), settings -> {});
    assertEquals(0, command.run("export", file.toString()));
    assertTrue(Files.exists(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          nothing at all                     | the body is not valid JSON at line 1, column 1
          {"hits": []}                       | rollcallExport: it is missing; allowed:
          {"rollcallExport": 3}              | rollcallExport: '3' is not allowed; allowed: 1
          {"rollcallExport": 1, "serial": 0  | the body is not valid JSON at line 1, column
          """)
  void whatIsNoExportIsRefusedInOneLine(String content, String problem) throws Exception {
    Path file = Files.writeString(folder.resolve("no-export"), content);
    assertEquals(2, run("import", file.toString(), "--url", to.url()));
    assertOneLine("rollcall: " + to.url() + ": " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          import                    | Missing required parameter: 'FILE' (see rollcall import --help)
          import /nowhere/x         | import: '/nowhere/x' cannot be read: there is no such file;
          import /                  | import: '/' cannot be read: Is a directory;
          export /nowhere/x         | export: '/nowhere/x' cannot be written: there is no such file;
          export x y                | Unmatched argument at index 2: 'y'
          export --url ftp://x      | url: 'ftp://x' is not allowed; allowed: the URL of a node
          export --url 127.0.0.1    | url: '127.0.0.1' is not allowed; allowed: the URL of a node
          export --url http:///     | url: 'http:///' is not allowed; allowed: the URL of a node
          """)
  void misuseIsOneLineAndExitCode2(String line, String problem) {
    String given = line.endsWith("/nowhere/x") ? line + " --url " + from.url() : line;
    assertEquals(2, run(given.split(" ")));
    assertOneLine("rollcall: " + problem);
  }

  @Test
  void aNodeThatCannotBeReachedIsOneLineAndExitCode1() throws IOException {
    String url = "http://127.0.0.1:" + unusedPort();
    assertEquals(1, run("export", folder.resolve("none").toString(), "--url", url));
    assertOneLine("rollcall: " + url + ": no node can be reached there");
    assertFalse(Files.exists(folder.resolve("none")));
  }

  @Test
  void aServerThatIsNoNodeIsOneLineAndExitCode2() {
    assertEquals(2, run("export", "--url", from.url() + "/api"));
    assertOneLine("rollcall: " + from.url() + "/api: see /openapi.yaml");
  }

  private int run(String... arguments) {
    return new RollcallCommand(Map.of(), settings -> refuseToStart())
        .tellingErrorsTo(new PrintWriter(errors, true))
        .answeringTo(new PrintWriter(answers, true))
        .run(arguments);
  }

  private static void refuseToStart() throws StartRefusedException {
    throw new StartRefusedException("nobody asked for a node");
  }

  private void assertOneLine(String beginning) {
    assertEquals(1, errors.toString().lines().count(), errors::toString);
    assertTrue(errors.toString().startsWith(beginning), errors::toString);
  }

  /** All but the serial, which depends on when a cluster began. */
  private static String entries(Path export) throws IOException {
    return Files.readString(export).replaceFirst("\"serial\":[0-9]+", "");
  }

  private static int unusedPort() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return probe.getLocalPort();
    }
  }
}
