package dev.rollcall.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The stream as a node sends it, ended by a script: over real HTTP, without a pause. */
class WatchCommandTest {
  private static final String START =
      """
      retry: 1500

      event: resync
      id:
      data: {"reason":"start"}

      event: registered
      data: {"service":"orders","id":"a","status":"UP","addresses":["10.0.0.5"],\
      "ports":{"default":{"port":8080,"protocol":"tcp"}},"changed":"2026-11-21T10:00:00Z"}

      event: synced
      id: e-7
      data: {}

      """;
  private static final String DRAINED =
      """
      event: changed
      id: e-8
      data: {"service":"orders","id":"a","status":"UP","addresses":["10.0.0.5"],\
      "condition":{"status":"DRAINING","why":"operator","reason":"disk swap"},\
      "changed":"2026-11-21T10:00:01Z"}

      event: gone
      id: e-9
      data: {"service":"orders","id":"a","reason":"DRAINED","at":"2026-11-21T10:00:31Z"}

      """;

  private final ScriptedStop stop = new ScriptedStop();

  @Test
  void whatIsThereComesFirstAndThenEachChange() throws IOException {
    try (ScriptedNode node = ScriptedNode.start().streams(START + DRAINED)) {
      CommandRun run = CommandRun.of(node.url(), stop, "watch orders 'a b'");
      assertEquals(
          """
          2026-11-21T10:00:00Z      present     orders/a  UP  10.0.0.5  8080
          2026-11-21T10:00:01Z      changed     orders/a  DRAINING  10.0.0.5  operator: disk swap
          2026-11-21T10:00:31Z      gone        orders/a  DRAINED
          """,
          run.out());
      assertEquals(List.of("GET /api/v1/watch?service=orders&service=a%20b"), node.requests);
      assertEquals("at once", stop.end());
      assertEquals(0, run.code());
    }
  }

  @Test
  void aStreamThatEndsIsTakenUpWhereItWas() throws IOException {
    try (ScriptedNode node = ScriptedNode.start()) {
      node.streams(START).answers(503, "{\"detail\": \"too many watchers\"}");
      node.streams(":\nid: e-70\n\n").streams(DRAINED);
      stop.meanwhile(() -> {}).meanwhile(() -> {}).meanwhile(() -> {});
      CommandRun run = CommandRun.of(node.url(), stop, "watch");
      assertEquals(
          List.of(
              "GET /api/v1/watch",
              "GET /api/v1/watch e-7",
              "GET /api/v1/watch e-7",
              "GET /api/v1/watch e-70"),
          node.requests);
      assertEquals(3, run.out().lines().count(), run::out);
      String waits =
          "rollcall: " + node.url() + ": it has ended the stream; waiting for it to come back\n";
      assertEquals(waits.repeat(2), run.errors());
      assertTrue(stop.pauses.stream().allMatch(pause -> pause.toMillis() == 1500));
    }
  }

  @Test
  void whatMayHaveBeenMissedIsSaid() throws IOException {
    try (ScriptedNode node = ScriptedNode.start()) {
      node.streams(START).streams(START.replace("\"start\"", "\"too-old\""));
      stop.meanwhile(() -> {});
      String present = "2026-11-21T10:00:00Z      present     orders/a  UP  10.0.0.5  8080\n";
      assertEquals(
          present
              + "resync  changes may have been missed (too-old); all that is there:\n"
              + present,
          CommandRun.of(node.url(), stop, "watch").out());
    }
  }

  @Test
  void programsGetAnObjectForEachEvent() throws IOException {
    try (ScriptedNode node = ScriptedNode.start().streams(START)) {
      List<String> lines = CommandRun.of(node.url(), stop, "watch --json").out().lines().toList();
      assertEquals(
          List.of(
              "{\"event\":\"resync\",\"id\":\"\",\"data\":{\"reason\":\"start\"}}",
              "{\"event\":\"synced\",\"id\":\"e-7\",\"data\":{}}"),
          List.of(lines.getFirst(), lines.getLast()));
      assertEquals(3, lines.size());
    }
  }

  @Test
  void aNodeThatWasNeverThereIsNotWaitedFor() throws IOException {
    try (ScriptedNode node = ScriptedNode.start().answers(503, "{\"detail\": \"loading\"}")) {
      CommandRun run = CommandRun.of(node.url(), stop, "watch");
      assertEquals("rollcall: http://NODE: loading\n3\n", run.transcript());
      assertEquals(List.of(), stop.pauses);
    }
  }

  @Test
  void aStreamThatIsNoNodesEndsTheWatch() throws IOException {
    try (ScriptedNode node = ScriptedNode.start().streams(START + "data: hello\n\n")) {
      stop.meanwhile(() -> {});
      CommandRun run = CommandRun.of(node.url(), stop, "watch");
      assertEquals(3, run.code());
      assertTrue(run.errors().endsWith(": it answered something else than a node does\n"));
    }
  }

  @Test
  void whenNobodyReadsItAnyMoreItEnds() throws IOException {
    try (ScriptedNode node = ScriptedNode.start().streams(START + DRAINED)) {
      stop.meanwhile(() -> {});
      var closed = new PrintWriter(new ClosedPipe(), true, StandardCharsets.UTF_8);
      int code =
          new RollcallCommand(Map.of(), settings -> {}, stop)
              .answeringTo(closed)
              .run("watch", "--url", node.url());
      assertEquals(0, code);
      assertEquals(1, node.requests.size());
      assertEquals(List.of(), stop.pauses);
    }
  }

  private static final class ClosedPipe extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      throw new IOException("Broken pipe");
    }
  }
}
