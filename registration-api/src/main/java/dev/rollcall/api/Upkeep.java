package dev.rollcall.api;

import dev.rollcall.registry.Catalog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Supplier;

/** The operations for those who run the server: probes, metrics, the contract. */
final class Upkeep {
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  // RFC 9512
  private static final String YAML = "application/yaml";

  private final Vertx vertx;
  private final Catalog catalog;
  private final Supplier<String> metrics;
  private final Buffer contract = contract();
  private volatile boolean draining;

  Upkeep(Vertx vertx, Catalog catalog, Supplier<String> metrics) {
    this.vertx = vertx;
    this.catalog = catalog;
    this.metrics = metrics;
  }

  /** Says from now on that the node is not ready. Any thread. */
  void drain() {
    draining = true;
  }

  Answer live() {
    return status("live");
  }

  Answer ready() {
    if (draining) {
      return Answers.unavailable("the node is shutting down");
    }
    if (!catalog.isLoaded()) {
      return Answers.loading();
    }
    if (catalog.isStale()) {
      return Answers.unavailable("the node has been cut off from the others for too long");
    }
    return status("ready");
  }

  /** On a worker thread: nobody says how long the metrics take. */
  Future<Answer> metrics() {
    return vertx
        .executeBlocking(metrics::get, false)
        .map(text -> Answer.ok(PROMETHEUS, Buffer.buffer(text)));
  }

  Answer contractText() {
    return Answer.ok(YAML, contract);
  }

  private static Answer status(String word) {
    return Answer.ok(new JsonObject().put("status", word));
  }

  private static Buffer contract() {
    try (InputStream in = Upkeep.class.getResourceAsStream("/openapi.yaml")) {
      return Buffer.buffer(Objects.requireNonNull(in, "openapi.yaml").readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("openapi.yaml cannot be read", e);
    }
  }
}
