package dev.rollcall.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.api.watch.MessageReader.Message;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Watchers over real connections. */
@Timeout(60)
class WatchTest {
  private static final String WATCH = "/api/v1/watch";
  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final int MORE_THAN_IS_KEPT = 16_385;

  private final ApiNode node = ApiNode.start();
  private final WatchingClient client = new WatchingClient();

  @AfterEach
  void close() {
    client.close();
    node.close();
  }

  @Test
  void aStreamBeginsWithWhatIsThereAndGoesOnWithWhatChanges() {
    register("orders", "a");
    client.connect(node, WATCH);
    assertEquals(List.of("resync start", "registered a", "synced"), client.told(3));

    register("orders", "b");
    node.send("PATCH", path("orders", "b"), "{\"status\": \"DRAINING\"}");
    node.send("PUT", path("orders", "b") + "/heartbeat");
    register("orders", "b");
    node.delete(path("orders", "b"));

    assertEquals(List.of("registered b", "changed b", "changed b", "gone b"), client.told(4));
  }

  @Test
  void dataIsWhatOneGetsForTheInstanceAndWhyItLeft() {
    client.connect(node, WATCH);
    client.told(2);
    register("orders", "a");
    assertEquals(node.get(path("orders", "a")).json(), new JsonObject(client.next().data()));

    node.delete(path("orders", "a"));
    Message gone = client.next();
    JsonObject departed = node.get(path("orders", "a")).json().getJsonObject("departed");
    assertEquals(departed.put("service", "orders"), new JsonObject(gone.data()));
  }

  @Test
  void aStreamIsOneForBrowsersAndProxies() {
    client.connect(node, WATCH);
    client.told(2);
    var headers = client.response().headers().map();

    assertEquals(List.of("text/event-stream"), headers.get("content-type"));
    assertEquals(List.of("no-store"), headers.get("cache-control"));
    assertEquals(List.of("no"), headers.get("x-accel-buffering"));
    long retry = client.reader().reconnectionTime();
    assertTrue(retry >= 1000 && retry < 5000, () -> "retry " + retry);
  }

  @Test
  void whoComesBackHearsWhatItMissedAndNothingElse() {
    register("orders", "a");
    client.connect(node, WATCH);
    client.told(3);
    client.close();
    register("orders", "b");
    node.delete(path("orders", "a"));

    client.connect(node, WATCH);
    assertEquals(List.of("registered b", "gone a"), client.told(2));
  }

  @Test
  void whoStartsAnewForgetsItsRevision() {
    register("orders", "a");
    client.connect(node, WATCH);
    client.told(3);
    try (ApiNode other = ApiNode.start()) {
      assertEquals("resync unknown-revision", client.connect(other, WATCH).told());
    }
    // Cut off before it knew what is there, it must not go on as if it did.
    client.connect(node, WATCH);
    assertEquals(List.of("resync start", "registered a", "synced"), client.told(3));
  }

  @Test
  void revisionsAreThoseOfOneNode() {
    try (ApiNode second = ApiNode.start();
        ApiNode third = ApiNode.start()) {
      for (ApiNode each : List.of(node, second, third)) {
        client.connect(each, WATCH);
        String expected = each == node ? "resync start" : "resync unknown-revision";
        assertEquals(List.of(expected, "synced"), client.told(2));
      }
      assertNotEquals(
          second.get(WATCH + "?since=").text("revision"),
          third.get(WATCH + "?since=").text("revision"));
    }
  }

  @Test
  void whoWasAwayForTooManyChangesStartsAnew() {
    client.connect(node, WATCH);
    client.told(2);
    client.close();
    for (int i = 0; i < MORE_THAN_IS_KEPT; i++) {
      node.registry().register(Instances.numbered(i % 2)).toCompletableFuture().join();
    }

    client.connect(node, WATCH);
    assertEquals(
        List.of("resync too-old", "registered i-0", "registered i-1", "synced"), client.told(4));
  }

  @Test
  void onlyTheServicesThatWereAskedForAreTold() {
    register("orders", "a");
    register("bills", "b");
    register("carts", "c");
    client.connect(node, WATCH + "?service=orders&service=BILLS");
    assertEquals(
        Set.of("resync start", "registered a", "registered b", "synced"),
        Set.copyOf(client.told(4)));

    register("carts", "d");
    register("bills", "e");
    assertEquals("registered e", client.told());
  }

  @Test
  void aSignOfLifeMovesTheRevisionOnOverWhatIsNotTold() {
    try (ApiNode quick = ApiNode.with(ApiNode.settings().withIdleTimeout(SHORT));
        RawConnection watching = quick.connect()) {
      watching.send("GET " + WATCH + "?service=orders HTTP/1.1", "Host: x", "");
      watching.awaitLine("event: synced");
      quick.put(path("bills", "b"), "{\"port\": 1}");

      watching.awaitLine("id: " + quick.get(WATCH + "?since=").text("revision"));
    }
  }

  @Test
  void signsOfLifeKeepAConnectionOpen() {
    try (ApiNode quick = ApiNode.with(ApiNode.settings().withIdleTimeout(SHORT));
        RawConnection watching = quick.connect()) {
      watching.send("GET " + WATCH + " HTTP/1.1", "Host: x", "");
      for (int signs = 0; signs < 6; signs++) { // there are five within the time
        watching.awaitLine(":");
      }
      quick.put(path("orders", "a"), "{\"port\": 1}");
      watching.awaitLine("event: registered");
    }
  }

  @Test
  void aPollIsAnsweredAtOnceWhenThereIsSomething() {
    register("orders", "a");
    Exchange first = node.get(WATCH + "?since=");
    assertEquals("resync start, registered a", told(first));

    register("orders", "b");
    node.delete(path("orders", "a"));
    Exchange second = node.get(WATCH + "?since=" + first.text("revision"));
    assertEquals("registered b, gone a", told(second));
    assertEquals("no-store", second.header("cache-control"));
  }

  @Test
  void aPollIsAnsweredWhenSomethingHappens() throws Exception {
    String revision = node.get(WATCH + "?since=").text("revision");
    try (RawConnection waiting = node.connect()) {
      waiting.send(
          "GET " + WATCH + "?service=orders&since=" + revision + " HTTP/1.1", "Host: x", "");
      node.awaitWatchers(1);
      register("bills", "b");
      register("orders", "a");

      assertEquals("registered a", told(waiting.chunkedAnswer()));
    }
  }

  @Test
  void aPollThatWaitsInVainIsAnsweredWithTheSameRevision() {
    String revision = node.get(WATCH + "?since=").text("revision");

    for (int seconds : List.of(0, 1)) {
      Exchange answer = node.get(WATCH + "?waitSeconds=" + seconds + "&since=" + revision);
      assertEquals("", told(answer));
      assertEquals(revision, answer.text("revision"));
    }
    assertEquals(0, node.api().activity().watch().watchers());
  }

  @Test
  void manyChangesAreTakenPageByPage() {
    String revision = node.get(WATCH + "?since=").text("revision");
    for (int i = 0; i < 1500; i++) {
      node.registry().register(Instances.numbered(i)).toCompletableFuture().join();
    }

    Exchange first = node.get(WATCH + "?since=" + revision);
    assertEquals(1000, first.array("events").size());
    Exchange second = node.get(WATCH + "?since=" + first.text("revision"));
    assertEquals(500, second.array("events").size());
    assertEquals(
        "i-1499", second.array("events").getJsonObject(499).getJsonObject("data").getString("id"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          ''              | none                                 | text/event-stream
          ''              | */*                                  | text/event-stream
          ''              | application/json                     | application/json
          ''              | application/json, text/event-stream  | text/event-stream
          ?since=         | none                                 | application/json
          ?since=         | Text/Event-Stream                    | text/event-stream
          ?waitSeconds=0  | */*                                  | application/json
          """)
  void whatIsAskedForDecidesWhatOneGets(String query, String accept, String mediaType) {
    try (RawConnection connection = node.connect()) {
      String header = accept == null ? "X: y" : "Accept: " + accept;
      connection.send("GET " + WATCH + query + " HTTP/1.1", "Host: x", header, "");

      assertEquals(mediaType, connection.head().mediaType());
    }
  }

  @Test
  void headersAreGivenWithoutAStream() {
    Exchange head = node.send("HEAD", WATCH);
    assertEquals(200, head.status());
    assertEquals("text/event-stream", head.mediaType());
    assertEquals(0, node.api().activity().watch().watchers());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ?since=1                 | since       | 1
          ?since=a-1&since=a-2     | since       | a-1, a-2
          ?waitSeconds=61          | waitSeconds | 61
          ?waitSeconds=-1          | waitSeconds | -1
          ?waitSeconds=1.5         | waitSeconds | 1.5
          ?waitSeconds=            | waitSeconds | ''
          ?service=or_ders         | service     | or_ders
          ?tag=blue                | tag         | blue
          """)
  void whatCannotBeReadIsRefused(String query, String field, String value) {
    Exchange answer = node.get(WATCH + query);

    assertEquals(400, answer.status());
    assertEquals(field, answer.text("field"));
    assertEquals(value, answer.text("value"));
  }

  @Test
  void anIdThatIsNoneIsRefused() {
    Exchange answer = node.send("GET", WATCH, "", Map.of("Last-Event-ID", "yesterday"));

    assertEquals(400, answer.status());
    assertEquals("Last-Event-ID", answer.text("field"));
  }

  @Test
  void thereAreOnlySoManyWatchers() {
    try (ApiNode small = ApiNode.with(ApiNode.settings().withMaxWatchers(1))) {
      client.connect(small, WATCH);
      client.told(2);
      Exchange refused = small.get(WATCH + "?since=");
      assertEquals(503, refused.status());
      assertEquals(
          "there are 1 watchers, as many as --max-watchers allows", refused.text("detail"));

      client.close();
      small.awaitWatchers(0);
      assertEquals(200, small.get(WATCH + "?since=").status());
    }
  }

  @Test
  void whatIsToldIsCounted() {
    register("orders", "a");
    client.connect(node, WATCH);
    client.told(3);
    register("orders", "b");
    client.told();
    var activity = node.api().activity().watch();

    assertEquals(1, activity.watchers());
    assertEquals(2, activity.events());
    assertEquals(1, activity.resyncs());
  }

  @Test
  void aNodeThatStopsLetsItsWatchersGo() {
    String revision = node.get(WATCH + "?since=").text("revision");
    try (RawConnection waiting = node.connect()) {
      client.connect(node, WATCH);
      client.told(2);
      waiting.send("GET " + WATCH + "?since=" + revision + " HTTP/1.1", "Host: x", "");
      node.awaitWatchers(2);

      ApiNode.await(node.api().shutdown(Duration.ofSeconds(20)));
      client.awaitEnd();
      assertEquals("", told(waiting.chunkedAnswer()));
    }
  }

  private void register(String service, String id) {
    node.put(path(service, id), "{\"port\": 1}");
  }

  private static String path(String service, String id) {
    return "/api/v1/services/" + service + "/instances/" + id;
  }

  /** The events of an answer in short. */
  private static String told(Exchange answer) {
    return String.join(
        ", ",
        answer.array("events").stream()
            .map(JsonObject.class::cast)
            .map(event -> event.getString("event") + " " + what(event.getJsonObject("data")))
            .toList());
  }

  private static String what(JsonObject data) {
    return data.getString("id", data.getString("reason"));
  }
}
