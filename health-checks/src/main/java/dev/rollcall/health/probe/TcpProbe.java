package dev.rollcall.health.probe;

import io.vertx.core.Vertx;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;

/** Connects, and closes again without a word. */
final class TcpProbe {
  private final Vertx vertx;
  private final NetClient client;

  TcpProbe(Vertx vertx) {
    this.vertx = vertx;
    this.client = vertx.createNetClient(new NetClientOptions().setRegisterWriteHandler(false));
  }

  Running begin(Target target, Duration timeout) {
    var attempt = new Attempt(vertx, timeout);
    var place =
        new ConnectOptions().setRemoteAddress(target.socket()).setTimeout((int) timeout.toMillis());
    client
        .connect(place)
        .onSuccess(
            socket -> {
              attempt.opened(socket::close);
              attempt.pass("connected");
            })
        .onFailure(attempt::fail);
    return attempt.running();
  }
}
