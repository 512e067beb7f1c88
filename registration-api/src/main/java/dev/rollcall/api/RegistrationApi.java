package dev.rollcall.api;

import dev.rollcall.api.watch.Watchers;
import dev.rollcall.registry.Catalog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The HTTP side of a node: where services register and people look. One event loop serves all of it
 * and never waits. Safe for any thread.
 */
public final class RegistrationApi {
  private static final int MAX_REQUEST_LINE = 8 * 1024;
  private static final int MAX_HEADERS = 16 * 1024;

  /** So many signs of life reach a watcher before its connection counts as idle: every 15 s. */
  private static final int SIGNS_OF_LIFE = 5;

  /**
   * So many idle timeouts in which nothing that was written has gone out whole, and a connection is
   * cut off, with what its client did not take. An import, which is silent until it is over, has as
   * long.
   */
  private static final int STUCK = 4;

  private final HttpServer server;
  private final IdleConnections connections;
  private final Upkeep upkeep;
  private final Watchers watchers;
  private final ActivityCounters counters;

  private RegistrationApi(
      HttpServer server,
      IdleConnections connections,
      Upkeep upkeep,
      Watchers watchers,
      ActivityCounters counters) {
    this.server = server;
    this.connections = connections;
    this.upkeep = upkeep;
    this.watchers = watchers;
    this.counters = counters;
  }

  /**
   * Starts to listen. Fails when the address cannot be bound.
   *
   * @param metrics what {@code /metrics} shows, in Prometheus' text format; asked on worker threads
   */
  public static Future<RegistrationApi> start(
      Vertx vertx, ApiSettings settings, ApiPorts ports, Supplier<String> metrics) {
    var counters = new ActivityCounters();
    var connections = new IdleConnections(vertx, settings.idleTimeout());
    var upkeep = new Upkeep(vertx, ports.catalog(), metrics);
    var replies = new Replies(counters, connections);
    var registrations = new Registrations(vertx, ports, settings.zone(), counters);
    var routes =
        routes(
            new Routes(vertx, settings.bodyLimit(), replies),
            registrations,
            new Listings(ports.catalog(), ports.membership(), settings.zone()),
            upkeep);
    var transfers = new Transfers(vertx, connections, ports, settings.zone());
    var settlings = new Settlings(vertx, ports.settings(), ports.catalog());
    routes
        .now(Operation.SETTINGS, settlings::get)
        .later(Operation.SETTLE, settlings::put)
        .later(Operation.UNSETTLE, settlings::delete)
        .now(Operation.EXPORT, call -> transfers.exportAll())
        .oneByOne(Operation.IMPORT, settings.importLimit(), transfers::importAll);
    Watchers watchers = watchers(vertx, settings, ports.catalog());
    routes.later(Operation.WATCH, new Watches(watchers, ports.catalog(), connections)::watch);
    HttpServer server =
        vertx
            .createHttpServer(options(settings))
            .connectionHandler(connections::opened)
            .requestHandler(new PlainHeartbeats(registrations::renew, replies, routes))
            .invalidRequestHandler(routes::refuseUnparsed);
    var api = new RegistrationApi(server, connections, upkeep, watchers, counters);
    return server.listen().<RegistrationApi>map(api).onFailure(e -> api.stop());
  }

  /** The port it listens at. */
  public int port() {
    return server.actualPort();
  }

  /** What it did so far. */
  public ApiActivity activity() {
    return counters.snapshot(watchers.activity());
  }

  /**
   * From now on {@code /readyz} answers 503, so that balancers turn elsewhere; all else goes on.
   */
  public void drain() {
    upkeep.drain();
  }

  /**
   * Accepts no more connections, lets the requests under way finish, and closes.
   *
   * @param grace how long they may take; what is not finished then is cut off
   */
  public Future<Void> shutdown(Duration grace) {
    drain();
    stop();
    return server.shutdown(grace.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void stop() {
    connections.stop();
    watchers.end();
  }

  /** On the event loop that serves the connections, which is that of whoever starts the server. */
  private static Watchers watchers(Vertx vertx, ApiSettings settings, Catalog catalog) {
    var failures = new FailureLog(System::nanoTime);
    return new Watchers(
        vertx,
        vertx.getOrCreateContext(),
        catalog,
        settings.maxWatchers(),
        settings.idleTimeout().dividedBy(SIGNS_OF_LIFE),
        failure -> failures.failed(Operation.WATCH.id(), failure));
  }

  private static Routes routes(
      Routes routes, Registrations registrations, Listings listings, Upkeep upkeep) {
    return routes
        .later(Operation.REGISTER, registrations::register)
        .later(Operation.AMEND, registrations::amend)
        .later(Operation.DEREGISTER, registrations::deregister)
        .later(Operation.RENEW, registrations::renew)
        .later(Operation.RENEW_MANY, registrations::renewMany)
        .now(Operation.SERVICES, listings::services)
        .now(Operation.SERVICE, listings::service)
        .now(Operation.INSTANCE, listings::instance)
        .now(Operation.CLUSTER, call -> listings.cluster())
        .now(Operation.LIVE, call -> upkeep.live())
        .now(Operation.READY, call -> upkeep.ready())
        .later(Operation.METRICS, call -> upkeep.metrics())
        .now(Operation.CONTRACT, call -> upkeep.contractText());
  }

  private static HttpServerOptions options(ApiSettings settings) {
    return new HttpServerOptions()
        .setHost(settings.host())
        .setPort(settings.port())
        .setMaxInitialLineLength(MAX_REQUEST_LINE)
        .setMaxHeaderSize(MAX_HEADERS)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setWriteIdleTimeout(Math.toIntExact(settings.idleTimeout().toMillis() * STUCK))
        // One request at a time on a connection is what the limits count on.
        .setHttp2ClearTextEnabled(false);
  }
}
