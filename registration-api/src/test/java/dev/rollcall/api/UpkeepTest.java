package dev.rollcall.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rollcall.api.ApiActivity.RequestCount;
import dev.rollcall.registry.live.LiveView;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpkeepTest {
  private static final String PATH = "/api/v1/services/orders/instances/o-1";

  @Test
  void aNodeIsReadyOnceItsCatalogueIsWhole() {
    try (LiveView view = new LiveView();
        ApiNode node = ApiNode.with(view)) {
      assertEquals(503, node.get("/readyz").status());
      assertEquals(200, node.get("/livez").status());

      view.markLoaded().join();
      assertEquals(200, node.get("/readyz").status());
    }
  }

  @Test
  void aNodeThatIsCutOffForTooLongIsNotReadyUntilItIsBack() {
    try (LiveView view = new LiveView();
        ApiNode node = ApiNode.with(view)) {
      view.tellStale(true);
      view.markLoaded().join();
      assertEquals(503, node.get("/readyz").status());
      assertEquals(200, node.get("/api/v1/services").status());

      view.tellStale(false);
      view.markLoaded().join();
      assertEquals(200, node.get("/readyz").status());
    }
  }

  @Test
  void aDrainingNodeIsNotReadyButServes() {
    try (ApiNode node = ApiNode.start()) {
      node.api().drain();

      assertEquals(503, node.get("/readyz").status());
      assertEquals(200, node.get("/livez").status());
      assertEquals(201, node.put(PATH, "{\"port\": 1}").status());
    }
  }

  @Test
  void metricsAreShownAsTheyAre() {
    try (ApiNode node = ApiNode.with(() -> "größe 1\n")) {
      var answer = node.get("/metrics");

      assertEquals("text/plain; version=0.0.4; charset=utf-8", answer.header("content-type"));
      assertEquals("größe 1\n", answer.body());
    }
  }

  @Test
  void aFaultIsReportedWithoutItsSecrets() {
    try (ApiNode node = ApiNode.with(BrokenRegistry.failing())) {
      var answer = node.put(PATH, "{\"port\": 1}");

      assertEquals(500, answer.status());
      assertEquals("/problems/internal-error", answer.text("type"));
      assertFalse(answer.body().contains("secret"));
      assertFalse(answer.body().contains("Exception"));
    }
  }

  @Test
  void whatIsNotPossibleNowMayBeTriedAgain() {
    try (ApiNode node = ApiNode.with(BrokenRegistry.unavailable())) {
      var answer = node.put(PATH, "{\"port\": 1}");

      assertEquals(503, answer.status());
      assertEquals("1", answer.header("retry-after"));
      assertEquals("the cluster cannot be reached", answer.text("detail"));
    }
  }

  @Test
  void requestsAreCountedByOperationAndStatus() {
    try (ApiNode node = ApiNode.start()) {
      node.put(PATH, "{\"port\": 1}");
      node.put(PATH, "{\"port\": 1}");
      node.put(PATH, "{\"port\": 0}");
      node.send("PUT", PATH + "/heartbeat");
      node.get("/nowhere");
      node.send("POST", PATH);

      ApiActivity activity = node.api().activity();
      assertEquals(
          List.of(
              new RequestCount("heartbeat", "2xx", 1),
              new RequestCount("register", "2xx", 2),
              new RequestCount("register", "4xx", 1),
              new RequestCount("none", "4xx", 2)),
          activity.requests().stream().filter(count -> count.count() > 0).toList());
      assertEquals(1, activity.renewals());
      assertEquals(0, activity.unknownRenewals());
    }
  }
}
