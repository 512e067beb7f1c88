package dev.rollcall.server.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.server.command.CommandFailedException.Fault;
import dev.rollcall.server.settings.IoTrouble;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks a running node over HTTP. Owned by one thread, which waits for the answers. */
final class NodeClient implements AutoCloseable {
  private static final Duration CONNECTING = Duration.ofSeconds(5);

  /** For a node that imports very much. */
  private static final Duration ANSWERING = Duration.ofMinutes(10);

  private static final int OK = 200;
  private static final int SERVER_ERROR = 500;

  private final URI node;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECTING)
          .build();

  NodeClient(URI node) {
    this.node = node;
  }

  /** What is done with an answer that arrived well. */
  @FunctionalInterface
  interface Use<T> {
    /** Reads the body; what fails at something else than reading says so in its own words. */
    T of(InputStream body) throws IOException, CommandFailedException;
  }

  /** A request to a path of the node. */
  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(node + path)).timeout(ANSWERING);
  }

  /** Sends a request and uses its answer. */
  <T> T send(HttpRequest.Builder request, Use<T> use)
      throws CommandFailedException, InterruptedException {
    try {
      HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        if (answer.statusCode() != OK) {
          throw refused(answer.statusCode(), body);
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

  private CommandFailedException refused(int status, InputStream body) throws IOException {
    Fault fault = status >= SERVER_ERROR ? Fault.OF_THE_MOMENT : Fault.OF_THE_COMMAND;
    String text = new String(body.readNBytes(64 * 1024), UTF_8);
    return new CommandFailedException(fault, "%s: %s".formatted(node, detail(status, text)));
  }

  /** What Rollcall says in a problem report; others have their status. */
  private static String detail(int status, String text) {
    String unknown = "it answered " + status + ", which no node of this version does";
    try {
      @Nullable String detail = new JsonObject(text).getString("detail");
      return Objects.requireNonNullElse(detail, unknown);
    } catch (DecodeException | ClassCastException e) {
      return unknown;
    }
  }

  private static String why(IOException e) {
    return switch (e) {
      case HttpTimeoutException late -> "it did not answer in time";
      case ConnectException absent -> "no node can be reached there";
      default -> "the transfer broke off: " + IoTrouble.inWords(e);
    };
  }
}
