package dev.rollcall.api;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.Membership;
import dev.rollcall.registry.Registry;
import dev.rollcall.registry.live.InMemoryRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The HTTP side over a registry in memory, and a client of it that holds every exchange against the
 * contract.
 */
final class ApiNode implements AutoCloseable {
  static final Contract CONTRACT = new Contract();

  private final Vertx vertx = Vertx.vertx();
  private final InMemoryRegistry memory = new InMemoryRegistry(new ManualTime());
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final RegistrationApi api;

  private ApiNode(
      ApiSettings settings,
      Optional<Registry> registry,
      Optional<Catalog> catalog,
      Optional<Membership> membership,
      Supplier<String> metrics) {
    this.api =
        await(
            RegistrationApi.start(
                vertx,
                settings,
                new ApiPorts(
                    registry.orElse(memory),
                    catalog.orElse(memory.catalog()),
                    membership.orElse(memory),
                    memory.agreement(),
                    new ManualTime()),
                metrics));
  }

  static ApiNode start() {
    return with(settings());
  }

  static ApiNode with(ApiSettings settings) {
    return new ApiNode(
        settings, Optional.empty(), Optional.empty(), Optional.empty(), () -> "up 1\n");
  }

  static ApiNode with(Registry registry) {
    return with(settings(), registry);
  }

  static ApiNode with(ApiSettings settings, Registry registry) {
    return new ApiNode(
        settings, Optional.of(registry), Optional.empty(), Optional.empty(), () -> "up 1\n");
  }

  static ApiNode with(Catalog catalog) {
    return new ApiNode(
        settings(), Optional.empty(), Optional.of(catalog), Optional.empty(), () -> "up 1\n");
  }

  static ApiNode with(Membership membership) {
    return new ApiNode(
        settings(), Optional.empty(), Optional.empty(), Optional.of(membership), () -> "up 1\n");
  }

  static ApiNode with(Supplier<String> metrics) {
    return new ApiNode(settings(), Optional.empty(), Optional.empty(), Optional.empty(), metrics);
  }

  static ApiSettings settings() {
    return ApiSettings.at("127.0.0.1", 0);
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(20, SECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until there are so many watchers. */
  void awaitWatchers(int count) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (api.activity().watch().watchers() != count) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(api.activity().watch() + " instead of " + count);
      }
      Thread.onSpinWait();
    }
  }

  RegistrationApi api() {
    return api;
  }

  Catalog catalog() {
    return memory.catalog();
  }

  Registry registry() {
    return memory;
  }

  Exchange get(String path) {
    return send("GET", path);
  }

  Exchange put(String path, String body) {
    return send("PUT", path, body);
  }

  Exchange delete(String path) {
    return send("DELETE", path);
  }

  /** Without a body. */
  Exchange send(String method, String path) {
    return send(method, path, "", Map.of());
  }

  /** With a body of JSON. */
  Exchange send(String method, String path, String body) {
    return send(method, path, body, Map.of("Content-Type", "application/json"));
  }

  Exchange send(String method, String path, String body, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
            .timeout(Duration.ofSeconds(20))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::header);
    var answer = answer(request.build());
    var lines = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    answer.headers().map().forEach((name, values) -> lines.put(name, values.getFirst()));
    var exchange = new Exchange(method, path, body, answer.statusCode(), lines, answer.body());
    CONTRACT.check(exchange);
    return exchange;
  }

  RawConnection connect() {
    return RawConnection.to(api.port());
  }

  @Override
  public void close() {
    await(api.shutdown(Duration.ofSeconds(5)));
    await(vertx.close());
    client.close();
    memory.close();
  }

  private HttpResponse<String> answer(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
