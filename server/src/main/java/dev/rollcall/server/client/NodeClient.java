package dev.rollcall.server.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.server.client.CommandFailedException.Fault;
import dev.rollcall.server.settings.IoTrouble;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;

/** Asks a running node over HTTP. Owned by one thread, which waits for the answers. */
public final class NodeClient implements AutoCloseable {
  private static final Duration CONNECTING = Duration.ofSeconds(10);
  private static final int FIRST_REFUSAL = 300;
  private static final int SERVER_ERROR = 500;

  private static final int LONGEST_PROBLEM = 64 * 1024;

  /** Octets that are held at once. */
  private static final int LONGEST_TEXT = 256 * 1024 * 1024;

  /** The kinds of problem that tell no more than that there is nothing. */
  private static final Set<String> NOTHING =
      Set.of("/problems/not-registered", "/problems/unknown-service");

  private final URI node;
  private final Duration patience;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECTING)
          .build();

  /**
   * A client of one node.
   *
   * @param patience how long an answer may take: to begin, and once more to end, but for one that
   *     {@link #send} uses
   */
  public NodeClient(URI node, Duration patience) {
    this.node = node;
    this.patience = patience;
  }

  /** What is done with an answer that arrived well. */
  @FunctionalInterface
  public interface Use<T> {
    /** Reads the body; what fails at something else than reading says so in its own words. */
    T of(InputStream body) throws IOException, CommandFailedException;
  }

  /** The node that is asked. */
  public URI node() {
    return node;
  }

  /** A request to a path of the node. */
  public HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(node + path)).timeout(patience);
  }

  /** A request about an instance, or about what lies beneath it. */
  public HttpRequest.Builder toInstance(String service, String id, String... beneath) {
    String path = "/api/v1/services/%s/instances/%s".formatted(segment(service), segment(id));
    return to(String.join("/", path, String.join("/", beneath)).replaceFirst("/$", ""));
  }

  /** Anything as one segment of a path, RFC 3986 section 3.3. */
  public static String segment(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  /** Sends a body of JSON in the request. */
  public static BodyPublisher body(JsonObject json) {
    return BodyPublishers.ofString(json.encode());
  }

  /** Sends a request and returns the text of its answer. */
  public String text(HttpRequest.Builder request)
      throws CommandFailedException, InterruptedException {
    BodyReader reader = reader(request.build());
    return send(request, body -> new String(reader.read(body), UTF_8));
  }

  /** Sends a request and uses its answer, which may take its time once it has begun. */
  public <T> T send(HttpRequest.Builder request, Use<T> use)
      throws CommandFailedException, InterruptedException {
    try {
      HttpRequest built = request.build();
      HttpResponse<InputStream> answer = client.send(built, BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        if (answer.statusCode() >= FIRST_REFUSAL) {
          throw refused(answer.statusCode(), reader(built).beginning(body, LONGEST_PROBLEM));
        }
        return use.of(body);
      }
    } catch (IOException e) {
      throw new CommandFailedException(Fault.OF_THE_MOMENT, node + ": " + why(e));
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }

  private BodyReader reader(HttpRequest request) {
    return new BodyReader(request.timeout().orElse(patience), LONGEST_TEXT);
  }

  private CommandFailedException refused(int status, byte[] body) {
    JsonObject problem = problem(new String(body, UTF_8));
    String detail = field(problem, "detail");
    String unknown = "it answered " + status + ", which no node of this version does";
    return new CommandFailedException(
        fault(status, problem), "%s: %s".formatted(node, detail.isEmpty() ? unknown : detail));
  }

  private static Fault fault(int status, JsonObject problem) {
    if (NOTHING.contains(field(problem, "type"))) {
      return Fault.NOTHING_THERE;
    }
    return status >= SERVER_ERROR ? Fault.OF_THE_MOMENT : Fault.OF_THE_COMMAND;
  }

  /** A problem report of Rollcall's; of what others say nothing. */
  private static JsonObject problem(String text) {
    try {
      return new JsonObject(text);
    } catch (DecodeException e) {
      return new JsonObject();
    }
  }

  private static String field(JsonObject json, String name) {
    return json.getValue(name) instanceof String text ? text : "";
  }

  private static String why(IOException e) {
    return switch (e) {
      case HttpTimeoutException late -> "it did not answer in time";
      case ConnectException absent -> "no node can be reached there";
      default -> "the transfer broke off: " + IoTrouble.inWords(e);
    };
  }
}
