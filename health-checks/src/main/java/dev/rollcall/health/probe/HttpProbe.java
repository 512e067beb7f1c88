package dev.rollcall.health.probe;

import dev.rollcall.registry.instance.Probe;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;

/** Sends one request over HTTP/1.1 and looks at the status. Redirects are not followed. */
final class HttpProbe {
  /** Most octets of a body that are read; an instance that sends more is not well. */
  static final int MAX_BODY = 64 * 1024;

  private static final int MAX_INTERIM = 10;

  private final Vertx vertx;
  private final Connections connections;

  HttpProbe(Vertx vertx) {
    this.vertx = vertx;
    this.connections = Connections.http1(vertx);
  }

  Running begin(Probe.Http probe, Target target, Duration timeout) {
    var attempt = new Attempt(vertx, timeout);
    var exchange = new Exchange(probe, attempt);
    connections
        .open(target, probe.isSecure(), timeout)
        .onSuccess(connection -> exchange.connected(connection, target))
        .onFailure(attempt::fail);
    return attempt.running();
  }

  /** One request and what comes back. */
  private static final class Exchange {
    private final Probe.Http probe;
    private final Attempt attempt;
    private final Excerpt body = new Excerpt();
    private int interim;

    Exchange(Probe.Http probe, Attempt attempt) {
      this.probe = probe;
      this.attempt = attempt;
    }

    void connected(HttpClientConnection connection, Target target) {
      attempt.opened(connection::close);
      if (attempt.isOver()) {
        return;
      }
      attempt.expect("answered");
      connection.exceptionHandler(attempt::fail);
      var options =
          new RequestOptions()
              .setMethod(HttpMethod.valueOf(probe.method()))
              .setURI(probe.path())
              .putHeader("Host", target.toString())
              .putHeader("User-Agent", "rollcall");
      probe.headers().forEach(options::putHeader);
      connection.request(options).onSuccess(this::send).onFailure(attempt::fail);
    }

    private void send(HttpClientRequest request) {
      request
          .setFollowRedirects(false)
          .continueHandler(nothing -> countInterim())
          .earlyHintsHandler(hints -> countInterim())
          .exceptionHandler(attempt::fail);
      request.send().onSuccess(this::receive).onFailure(attempt::fail);
    }

    /** RFC 9110 section 15.2 lets any number of them come before the answer. */
    private void countInterim() {
      if (++interim > MAX_INTERIM) {
        attempt.fail(Failure.SIZE, "more than " + MAX_INTERIM + " interim answers");
      }
    }

    private void receive(HttpClientResponse response) {
      attempt.expect("answered to the end");
      response
          .exceptionHandler(attempt::fail)
          .handler(
              piece -> {
                if (body.add(piece) > MAX_BODY) {
                  attempt.fail(
                      Failure.SIZE, body.after("body of more than " + MAX_BODY + " octets"));
                }
              })
          .endHandler(nothing -> judge(response));
    }

    private void judge(HttpClientResponse response) {
      String line = "%d %s".formatted(response.statusCode(), response.statusMessage()).strip();
      if (probe.statuses().contains(response.statusCode())) {
        attempt.pass(body.after(line));
        return;
      }
      attempt.fail(Failure.STATUS, body.after(line + "; expected: " + probe.statuses()));
    }
  }
}
