package dev.rollcall.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DrainCommandTest {
  private static final String DRAINING =
      """
      {"service": "orders", "id": "a", "status": "UP",
       "condition": {"status": "DRAINING", "why": "operator", "reason": "disk swap"}}
      """;

  @Test
  void theOperatorsWordAndReasonAreSent() throws IOException {
    try (ScriptedNode node = ScriptedNode.start().answers(200, DRAINING)) {
      assertEquals(
          "orders/a: DRAINING (operator: disk swap)\n0\n",
          run(node, "drain orders a --reason 'disk swap'").transcript());
      assertEquals(
          "PATCH /api/v1/services/orders/instances/a "
              + " {\"override\":{\"status\":\"DRAINING\",\"reason\":\"disk swap\"}}",
          node.requests.getFirst());
    }
  }

  @Test
  void itIsTakenBack() throws IOException {
    try (ScriptedNode node = ScriptedNode.start()) {
      node.answers(200, "{\"service\": \"orders\", \"id\": \"a\", \"status\": \"UP\"}");
      assertEquals("orders/a: UP\n0\n", run(node, "drain orders a --lift").transcript());
      assertEquals(
          "PATCH /api/v1/services/orders/instances/a  {\"override\":null}",
          node.requests.getFirst());
    }
  }

  @Test
  void programsGetTheInstance() throws IOException {
    try (ScriptedNode node = ScriptedNode.start().answers(200, DRAINING)) {
      CommandRun run = run(node, "drain orders a --reason x --json");
      assertEquals(new JsonObject(DRAINING), new JsonObject(run.out()));
    }
  }

  @Test
  void whatIsNotRegisteredIsANo() throws IOException {
    try (ScriptedNode node = ScriptedNode.start()) {
      node.answers(404, "{\"type\": \"/problems/not-registered\", \"detail\": \"no 'a'\"}");
      assertEquals(
          "rollcall: http://NODE: no 'a'\n1\n", run(node, "drain orders a --lift").transcript());
    }
  }

  private static CommandRun run(ScriptedNode node, String line) {
    return CommandRun.of(node.url(), new ScriptedStop(), line);
  }
}
