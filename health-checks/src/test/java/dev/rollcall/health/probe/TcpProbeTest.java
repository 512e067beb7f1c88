package dev.rollcall.health.probe;

import static dev.rollcall.health.probe.Trial.LONG;

import dev.rollcall.registry.instance.Probe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpProbeTest {
  private static final Probe PROBE = new Probe.Tcp("db");

  private final Trial trial = new Trial();

  @AfterEach
  void stop() {
    trial.close();
  }

  @Test
  void portThatTakesConnectionsPasses() {
    try (var server = RawServer.silent()) {
      trial.passes(PROBE, server.port(), "connected");
    }
  }

  @Test
  void whatTheServerSaysDoesNotMatter() {
    try (var server = RawServer.endless(new byte[0], new byte[8192])) {
      trial.passes(PROBE, server.port(), "connected");
    }
  }

  @Test
  void closedPortFails() {
    int port;
    try (var server = RawServer.silent()) {
      port = server.port();
    }
    trial.fails(PROBE, port, LONG, Failure.REFUSED, "connection refused");
  }
}
