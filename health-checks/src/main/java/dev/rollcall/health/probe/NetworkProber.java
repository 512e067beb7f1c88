package dev.rollcall.health.probe;

import dev.rollcall.registry.instance.Probe;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Probes over the network, with a connection for each. Called on one event loop. */
public final class NetworkProber implements Prober {
  private final HttpProbe http;
  private final TcpProbe tcp;
  private final GrpcProbe grpc;

  public NetworkProber(Vertx vertx) {
    this.http = new HttpProbe(vertx);
    this.tcp = new TcpProbe(vertx);
    this.grpc = new GrpcProbe(vertx);
  }

  @Override
  public Running probe(Probe probe, Target target, Duration timeout) {
    return switch (probe) {
      case Probe.Http request -> http.begin(request, target, timeout);
      case Probe.Tcp connection -> tcp.begin(target, timeout);
      case Probe.Grpc call -> grpc.begin(call, target, timeout);
    };
  }
}
