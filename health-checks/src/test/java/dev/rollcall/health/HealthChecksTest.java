package dev.rollcall.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Pace;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Probe;
import dev.rollcall.registry.instance.Supervision;
import dev.rollcall.registry.instance.Verdict;
import dev.rollcall.registry.live.InMemoryRegistry;
import dev.rollcall.registry.state.CheckResult;
import dev.rollcall.registry.state.Registered;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The checks over real sockets and the machine's clock. */
class HealthChecksTest {
  private static final InstanceKey KEY = InstanceKey.of("orders", "web-1");
  private static final int PATIENCE_SECONDS = 30;

  private final Vertx vertx = Vertx.vertx();
  private final InMemoryRegistry registry = new InMemoryRegistry(TimeSource.system());

  @AfterEach
  void stop() {
    await(vertx.close());
    registry.close();
  }

  @Test
  void verdictFollowsWhatTheInstanceAnswers() throws InterruptedException {
    var status = new AtomicInteger(200);
    HttpServer server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> request.response().setStatusCode(status.get()).end("state"))
                .listen(0, "127.0.0.1"));
    BlockingQueue<CheckResult> results = results();
    HealthChecks checks = await(HealthChecks.start(vertx, HealthSettings.DEFAULT, ports()));
    register(server.actualPort());
    status.set(503);
    CheckResult failing = next(results);
    assertEquals(Verdict.FAILING, failing.verdict());
    assertEquals("503 Service Unavailable; expected: 200 to 299\nstate", failing.output());
    status.set(204);
    assertEquals(Verdict.PASSING, next(results).verdict());
    assertEquals(1, checks.activity().checks());
    assertTrue(checks.activity().passed() >= 1);
  }

  @Test
  void checksAreMadeAgainAfterATimeWithoutAny() throws InterruptedException {
    BlockingQueue<CheckResult> results = results();
    HealthChecks _ = await(HealthChecks.start(vertx, HealthSettings.DEFAULT, ports()));
    for (int i = 0; i < 2; i++) {
      register(1); // where nobody listens
      assertEquals(Verdict.FAILING, next(results).verdict());
      registry.deregister(KEY).toCompletableFuture().join();
      results.clear();
    }
  }

  private void register(int port) {
    var pace = new Pace(Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 1, Verdict.PASSING);
    var check = new Check(Probe.Http.get(Port.DEFAULT_NAME, "/health"), pace);
    Instance instance =
        Instance.of(KEY, Endpoint.Addresses.of("127.0.0.1"), Port.tcp(port))
            .withSupervision(Supervision.of(check));
    registry.register(instance).toCompletableFuture().join();
  }

  private HealthChecks.Ports ports() {
    return new HealthChecks.Ports(
        registry, registry.catalog(), registry.duties(), TimeSource.system());
  }

  /** What the catalogue shows of checks, one after the other. */
  private BlockingQueue<CheckResult> results() {
    var results = new LinkedBlockingQueue<CheckResult>();
    registry
        .catalog()
        .follow(
            changes ->
                changes.forEach(
                    change -> {
                      if (change.after() instanceof Registered held) {
                        results.addAll(held.oversight().results());
                      }
                    }));
    return results;
  }

  private static CheckResult next(BlockingQueue<CheckResult> results) throws InterruptedException {
    CheckResult result = results.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (result == null) {
      throw new AssertionError("no result");
    }
    return result;
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
