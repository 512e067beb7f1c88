package dev.rollcall.api;

import dev.rollcall.api.json.ExportBody;
import dev.rollcall.api.json.ExportText;
import dev.rollcall.api.json.Exported;
import dev.rollcall.api.json.ServedZone;
import dev.rollcall.registry.Merging;
import dev.rollcall.registry.Unavailable;
import dev.rollcall.registry.agreed.Agreed;
import dev.rollcall.registry.agreed.Contribution;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The operations that move what is registered to another cluster. Called on an event loop, where
 * their answers arrive.
 */
final class Transfers {
  /** How far the clock of the other cluster may have been ahead of this node's. */
  private static final Duration AHEAD = Duration.ofDays(1);

  private final Vertx vertx;
  private final IdleConnections connections;
  private final ApiPorts ports;
  private final ServedZone zone;

  Transfers(Vertx vertx, IdleConnections connections, ApiPorts ports, ServedZone zone) {
    this.vertx = vertx;
    this.connections = connections;
    this.ports = ports;
    this.zone = zone;
  }

  /** Sent piece by piece: there may be a lot of it. */
  Answer exportAll() {
    return ports.catalog().isLoaded()
        ? Answer.inPieces(
            "application/json",
            ExportText.of(ports.catalog(), ports.agreement().current().serial()))
        : Answers.loading();
  }

  /** Read on a worker thread, whole, before any of it is taken. */
  Future<Answer> importAll(Call call) {
    InputStream body = call.jsonBody();
    HttpConnection connection = call.context().request().connection();
    Runnable progress = () -> connections.touch(connection);
    progress.run();
    return vertx
        .executeBlocking(() -> ExportBody.read(body, zone, ports.time().instant().plus(AHEAD)))
        .map(Objects::requireNonNull)
        .compose(exported -> take(exported, progress))
        .map(Answers::of);
  }

  private Future<Merging> take(Exported exported, Runnable progress) {
    Context loop = vertx.getOrCreateContext();
    // Settings first, since instances are shown as they say.
    return Portions.merge(ports.settings()::merge, loop, exported.settings(), progress)
        .compose(
            outcome ->
                switch (outcome) {
                  case Merging.Merged settled -> takeInstances(exported, settled, loop, progress);
                  case Unavailable unavailable -> Future.succeededFuture(unavailable);
                });
  }

  private Future<Merging> takeInstances(
      Exported exported, Merging.Merged settled, Context loop, Runnable progress) {
    return Portions.merge(ports.registry()::merge, loop, exported.entries(), progress)
        .compose(
            outcome ->
                switch (outcome) {
                  case Merging.Merged merged ->
                      Future.fromCompletionStage(
                          raiseSerial(exported.serial(), merged.plus(settled)), loop);
                  case Unavailable unavailable -> Future.succeededFuture(unavailable);
                });
  }

  /**
   * The serial goes on from that of the other cluster. What was taken are changes of the past, by
   * which it would not rise, and yet they are new here.
   */
  private CompletionStage<Merging> raiseSerial(long exported, Merging.Merged merged) {
    long agreed = ports.agreement().current().serial();
    long now = ports.time().instant().getEpochSecond();
    long due = merged.taken() == 0 ? exported : Math.max(exported, Math.max(agreed + 1, now));
    return due <= agreed
        ? CompletableFuture.completedStage(merged)
        : ports
            .agreement()
            .contribute(Agreed.serial(Math.min(due, Agreed.MAX_SERIAL)))
            .thenApply(
                outcome ->
                    switch (outcome) {
                      case Contribution.Made made -> merged;
                      case Contribution.Refused(String reason) -> new Unavailable(reason);
                    });
  }
}
