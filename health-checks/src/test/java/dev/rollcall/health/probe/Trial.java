package dev.rollcall.health.probe;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.Probe;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A prober on an event loop, and what tests ask of it. */
final class Trial implements AutoCloseable {
  /** For probes that are to end for another reason. */
  static final Duration LONG = Duration.ofSeconds(20);

  /** For probes that are to end by it. */
  static final Duration SHORT = Duration.ofMillis(150);

  private static final int PATIENCE_SECONDS = 30;

  private final Vertx vertx = Vertx.vertx();
  private final NetworkProber prober = new NetworkProber(vertx);

  static Probe.Http get(String path) {
    return Probe.Http.get("http", path);
  }

  static Probe.Http getOverTls() {
    return new Probe.Http("http", true, "GET", "/", Map.of(), Probe.Http.SUCCESS);
  }

  static Probe.Grpc call(String service) {
    return new Probe.Grpc("grpc", false, Optional.of(service).filter(name -> !name.isEmpty()));
  }

  Vertx vertx() {
    return vertx;
  }

  Outcome probe(Probe probe, int port) {
    return probe(probe, port, LONG);
  }

  Outcome probe(Probe probe, int port, Duration timeout) {
    var target = new Target(IpAddress.parse("127.0.0.1"), port);
    return await(
        Future.future(
            promise ->
                vertx.runOnContext(
                    nothing ->
                        prober.probe(probe, target, timeout).outcome().onComplete(promise))));
  }

  /** Begins a probe and abandons it at once. */
  Outcome abandon(Probe probe, RawServer server) {
    var target = new Target(IpAddress.parse("127.0.0.1"), server.port());
    return await(
        Future.future(
            promise ->
                vertx.runOnContext(
                    nothing -> {
                      Running running = prober.probe(probe, target, LONG);
                      running.outcome().onComplete(promise);
                      running.abandon().run();
                    })));
  }

  void passes(Probe probe, int port, String output) {
    assertEqual(output, assertInstanceOf(Outcome.Passed.class, probe(probe, port)).output());
  }

  /** Compares the beginning of the first line: what follows it may be the platform's words. */
  void fails(Probe probe, int port, Duration timeout, Failure failure, String beginning) {
    var failed = assertInstanceOf(Outcome.Failed.class, probe(probe, port, timeout));
    assertEqual(failure + " " + beginning, failure(failed, beginning.length()));
  }

  private static String failure(Outcome.Failed failed, int length) {
    String output = failed.output();
    return failed.failure() + " " + output.substring(0, Math.min(length, output.length()));
  }

  private static void assertEqual(String expected, String actual) {
    org.junit.jupiter.api.Assertions.assertEquals(expected, actual);
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
