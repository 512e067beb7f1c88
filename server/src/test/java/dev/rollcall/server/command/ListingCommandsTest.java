package dev.rollcall.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.ServiceName;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people see of a registry, against the real HTTP side of a node. */
class ListingCommandsTest {
  private final MemoryNode node = MemoryNode.start();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void servicesAreListedWithTheirNumbers() {
    run("register orders --id a --address 10.0.0.5 --port 8080");
    run("register orders --id b --address 10.0.0.6 --port 8080");
    run("register billing-of-all-customers --id a --host pay.example.org --port 443");
    assertEquals(
        """
        SERVICE                   INSTANCES  HEALTHY  DEPARTED
        billing-of-all-customers  1          1        0
        orders                    2          2        0
        0
        """,
        run("services").transcript());
  }

  @Test
  void aServiceIsShownWithItsInstancesAndThoseThatLeft() {
    run(
        "register orders --id a --address 10.0.0.5 --address fd00::5 --port 8080"
            + " --port grpc=9090 --port dns=53/udp --tag blue --tag canary --weight 3 --zone eu-1a"
            + " --lease-seconds 300");
    run("register orders --id b --address 10.0.0.6 --port 8080");
    leave("orders", "b");
    assertEquals(
        """
        ID  STATUS  IN DNS  WHERE             PORTS                      WEIGHT  TAGS         LEASE  WHY
        a   UP      yes     10.0.0.5,fd00::5  8080,grpc=9090,dns=53/udp  3       blue,canary  300 s  -

        DEPARTED  REASON        AT
        b         DEREGISTERED  TIME
        0
        """,
        run("service orders").transcript());
  }

  @Test
  void whereThereIsNothingTheAnswerIsNo() {
    assertEquals("rollcall: no service is registered\n1\n", run("services").transcript());
    assertEquals(
        "rollcall: http://NODE: no service 'orders' was heard of lately\n1\n",
        run("service orders").transcript());
  }

  @Test
  void aServiceWithoutInstancesIsANoThatSaysWhoLeft() {
    run("register orders --id a --address 10.0.0.5 --port 8080");
    leave("orders", "a");
    assertEquals(
        """
        DEPARTED  REASON        AT
        a         DEREGISTERED  TIME
        rollcall: no instance is registered
        1
        """,
        run("service orders").transcript());
    assertEquals(1, run("service orders --json").code());
  }

  @Test
  void programsGetTheJsonOfTheApi() {
    run("register orders --id a --address 10.0.0.5 --port 8080");
    assertEquals(
        new JsonObject(
            """
            {"services": [{"service": "orders", "instances": 1, "healthy": 1, "departed": 0}]}
            """),
        new JsonObject(run("services --json").out()));
    JsonObject service = new JsonObject(run("service orders --json").out());
    assertEquals("a", service.getJsonArray("instances").getJsonObject(0).getString("id"));
  }

  @Test
  void whatIsNoServicesNameIsWrongUsage() {
    CommandRun run = run("service 'no/name here'");
    assertEquals(2, run.code());
    assertTrue(run.errors().contains("service: 'no/name here' is not allowed"), run::errors);
  }

  private void leave(String service, String id) {
    var key = new InstanceKey(new ServiceName(service), new InstanceId(id));
    node.registry.deregister(key).toCompletableFuture().join();
  }

  private CommandRun run(String line) {
    return CommandRun.of(node.url(), new ScriptedStop(), line);
  }
}
