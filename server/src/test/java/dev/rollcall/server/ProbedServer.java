package dev.rollcall.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What a checked instance is to the probes: a server at loopback that is well or broken. */
final class ProbedServer implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final HttpServer http;
  private final Semaphore probes = new Semaphore(0);
  private volatile boolean isWell = true;

  private ProbedServer(HttpServer http) {
    this.http = http;
  }

  /** Starts one that is well. */
  static ProbedServer start() throws IOException {
    var server =
        new ProbedServer(
            HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0));
    server.http.createContext(
        "/health",
        exchange -> {
          exchange.sendResponseHeaders(server.isWell ? 200 : 503, -1);
          exchange.close();
          server.probes.release();
        });
    server.http.start();
    return server;
  }

  int port() {
    return http.getAddress().getPort();
  }

  void breakDown() {
    isWell = false;
  }

  void mend() {
    isWell = true;
  }

  /** Until it was probed so many times more. */
  void awaitProbes(int count) throws InterruptedException {
    probes.drainPermits();
    assertTrue(
        probes.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS),
        () -> "not probed %d times within %d s".formatted(count, PATIENCE_SECONDS));
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
