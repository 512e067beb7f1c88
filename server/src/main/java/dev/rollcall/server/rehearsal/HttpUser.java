package dev.rollcall.server.rehearsal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Does over HTTP what services and people do. Owned by one thread, which waits for the answers. */
public final class HttpUser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int FIRST_REFUSAL = 400;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final String url;

  /** One that talks to the node at a port of the loopback address. */
  public HttpUser(int port) {
    this.url = "http://127.0.0.1:" + port;
  }

  /** Registers an instance, and renews its lease in both ways. */
  public void register(String service, String id) throws IOException, InterruptedException {
    String instance = "/api/v1/services/" + service + "/instances/" + id;
    put(instance, registration(id));
    put(instance + "/heartbeat", "");
    send(
        to("/api/v1/heartbeats")
            .POST(
                BodyPublishers.ofString(
                    "{\"instances\": [{\"service\": \"%s\", \"id\": \"%s\"}]}"
                        .formatted(service, id))));
  }

  /** Takes an instance out of its service, then away. */
  public void deregister(String service, String id) throws IOException, InterruptedException {
    String instance = "/api/v1/services/" + service + "/instances/" + id;
    send(to(instance).method("PATCH", BodyPublishers.ofString("{\"status\": \"DRAINING\"}")));
    send(to(instance).DELETE());
  }

  /** Looks at all that there is to be seen of a node. */
  public void look(String service) throws IOException, InterruptedException {
    send(to("/api/v1/services"));
    send(to("/api/v1/services/" + service));
    send(to("/api/v1/cluster"));
    send(to("/readyz"));
    send(to("/metrics"));
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }

  private static String registration(String id) {
    return """
    {"addresses": ["10.0.0.1", "fd00::1"], "port": 8080, "leaseSeconds": 60, "weight": 2,
     "ports": {"grpc": {"port": 9090, "protocol": "tcp"}}, "tags": ["canary"],
     "zone": "eu-1a", "metadata": {"version": "%s"}}
    """
        .formatted(id);
  }

  private void put(String path, String body) throws IOException, InterruptedException {
    send(to(path).PUT(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json");
  }

  private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() >= FIRST_REFUSAL) {
      throw new IOException(answer.uri() + " answered " + answer.statusCode());
    }
  }
}
