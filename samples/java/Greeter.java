import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Builder;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP service that others find by DNS: it registers with Rollcall, keeps its lease alive, and
 * deregisters on SIGTERM. Needs Java 17 and nothing else: {@code java Greeter.java}.
 */
public class Greeter {
  private static final Deque<String> NODES =
      new ArrayDeque<>(List.of(setting("ROLLCALL_URL", "http://127.0.0.1:8054").split(",")));
  private static final String SERVICE = setting("SERVICE", "greeter");
  private static final String INSTANCE = "java-" + UUID.randomUUID().toString().substring(0, 8);
  private static final String PATH = "/api/v1/services/" + SERVICE + "/instances/" + INSTANCE;
  private static final Duration LEASE =
      Duration.ofSeconds(Integer.parseInt(setting("LEASE_SECONDS", "30")));

  /** Two heartbeats may fail before the lease ends. */
  private static final Duration BEAT = LEASE.dividedBy(3);

  /** Without a proxy: Rollcall takes the address that the request comes from. */
  private final HttpClient rollcall =
      HttpClient.newBuilder().version(Version.HTTP_1_1).proxy(Builder.NO_PROXY).build();

  private final int port;
  private boolean registered;

  Greeter(int port) {
    this.port = port;
  }

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(setting("PORT", "0")); // 0 takes a free one
    HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
    byte[] answer = ("hello from " + INSTANCE + "\n").getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();

    var greeter = new Greeter(server.getAddress().getPort());
    ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor();
    beats.scheduleWithFixedDelay(
        greeter::stayRegistered, 0, BEAT.toMillis(), TimeUnit.MILLISECONDS);
    Runnable stop =
        () -> {
          CompletableFuture<Void> gone = CompletableFuture.runAsync(greeter::deregister, beats);
          beats.shutdown(); // no beat comes after the deregistration
          gone.join();
          server.stop(1); // requests under way are finished
        };
    Runtime.getRuntime().addShutdownHook(new Thread(stop));
  }

  /** Registers, or sends a heartbeat; registers again when Rollcall does not know the instance. */
  private void stayRegistered() {
    if (registered) {
      registered = call("PUT", PATH + "/heartbeat", BodyPublishers.noBody()) != 404;
    }
    if (!registered) {
      String body = "{\"port\": %d, \"leaseSeconds\": %d}".formatted(port, LEASE.toSeconds());
      registered = call("PUT", PATH, BodyPublishers.ofString(body)) / 100 == 2;
      if (registered) {
        System.out.printf("%s registered as %s, port %d%n", INSTANCE, SERVICE, port);
      }
    }
  }

  private void deregister() {
    if (call("DELETE", PATH, BodyPublishers.noBody()) == 204) {
      System.out.println(INSTANCE + " deregistered");
    }
  }

  /** Asks one node after the other, first the one that answered last; the status, or 0. */
  private int call(String method, String path, BodyPublisher body) {
    for (String node : List.copyOf(NODES)) {
      try {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(node + path))
                .header("Content-Type", "application/json")
                .timeout(BEAT)
                .method(method, body)
                .build();
        var response = rollcall.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
          System.err.println(node + path + ": " + response.statusCode() + " " + response.body());
        }
        if (response.statusCode() < 500) {
          return response.statusCode();
        }
      } catch (IOException | IllegalArgumentException e) {
        System.err.println(node + " is away: " + e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return 0;
      }
      NODES.addLast(NODES.removeFirst());
    }
    return 0;
  }

  private static String setting(String name, String otherwise) {
    return System.getenv().getOrDefault(name, otherwise);
  }
}
