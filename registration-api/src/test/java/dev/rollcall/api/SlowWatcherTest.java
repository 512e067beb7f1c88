package dev.rollcall.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.api.watch.MessageReader;
import dev.rollcall.api.watch.MessageReader.Message;
import dev.rollcall.registry.instance.Instance;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Watchers that do not read what they are sent. */
@Timeout(60)
class SlowWatcherTest {
  private static final String REQUEST = "GET /api/v1/watch HTTP/1.1";
  private static final String REQUEST_LARGE = "GET /api/v1/watch?service=large HTTP/1.1";
  private static final int CHANGES = 40_000; // more than are kept, and than the sockets hold

  @Test
  void whoStopsReadingIsToldWhatIsThereWhenItReadsAgain() {
    try (ApiNode node = ApiNode.start();
        RawConnection slow = RawConnection.withSmallBuffer(node.api().port())) {
      MessageReader reader = watch(slow);
      changeMuch(node);

      int told = 0;
      Message message = reader.next().orElseThrow();
      while (!message.type().equals("resync")) {
        told++;
        message = reader.next().orElseThrow();
      }
      assertEquals("too-old", new JsonObject(message.data()).getString("reason"));
      int before = told;
      assertTrue(before < CHANGES / 2, () -> before + " events were kept for it");
      JsonObject there = new JsonObject(reader.next().orElseThrow().data());
      assertEquals(node.get("/api/v1/services/many/instances/i-0").json(), there);
      assertEquals("synced", reader.next().orElseThrow().type());
    }
  }

  @Test
  void whoStopsReadingMissesNothingWhileOthersMoveOn() {
    try (ApiNode node = ApiNode.start();
        RawConnection slow = RawConnection.withSmallBuffer(node.api().port())) {
      MessageReader reader = watch(slow, REQUEST_LARGE);
      change(node, Instances.large(), 1000); // more than the sockets hold, less than is kept
      change(node, Instances.numbered(0), 2000);

      for (int i = 0; i < 1000; i++) {
        assertEquals(i == 0 ? "registered" : "changed", reader.next().orElseThrow().type());
      }
    }
  }

  @Test
  void whoReadsNothingForLongIsLetGo() {
    Duration idle = Duration.ofSeconds(1);
    try (ApiNode node = ApiNode.with(ApiNode.settings().withIdleTimeout(idle));
        RawConnection slow = RawConnection.withSmallBuffer(node.api().port())) {
      MessageReader reader = watch(slow);
      changeMuch(node);
      node.awaitWatchers(0);
      // What was on its way may still come, but no end of the stream.
      assertThrows(
          Throwable.class,
          () -> {
            while (reader.next().isPresent()) {
              // until it breaks off
            }
          });
    }
  }

  @Test
  void whoNeverReadsAgainIsCutOffThoughItSends() {
    Duration idle = Duration.ofMillis(400);
    try (ApiNode node = ApiNode.with(ApiNode.settings().withIdleTimeout(idle));
        RawConnection slow = RawConnection.withSmallBuffer(node.api().port())) {
      watch(slow);
      changeMuch(node);
      node.awaitWatchers(0);

      slow.sendUntilClosed("\r\n"); // which is nothing before a request, RFC 9112 section 2.2
    }
  }

  @Test
  void whoDoesNotReadKeepsNothingFromTheOthers() {
    try (ApiNode node = ApiNode.start();
        RawConnection slow = RawConnection.withSmallBuffer(node.api().port());
        var client = new WatchingClient()) {
      watch(slow);
      changeMuch(node);
      client.connect(node, "/api/v1/watch?service=orders");
      client.told(2);
      node.put("/api/v1/services/orders/instances/a", "{\"port\": 1}");

      assertEquals("registered a", client.told());
    }
  }

  private static MessageReader watch(RawConnection connection) {
    return watch(connection, REQUEST);
  }

  private static MessageReader watch(RawConnection connection, String request) {
    assertEquals(200, connection.send(request, "Host: x", "").head().status());
    var reader = new MessageReader(connection.chunks());
    assertEquals("resync", reader.next().orElseThrow().type());
    assertEquals("synced", reader.next().orElseThrow().type());
    return reader;
  }

  private static void changeMuch(ApiNode node) {
    change(node, Instances.numbered(0), CHANGES);
  }

  private static void change(ApiNode node, Instance instance, int times) {
    for (int i = 0; i < times; i++) {
      node.registry().register(instance).toCompletableFuture().join();
    }
  }
}
