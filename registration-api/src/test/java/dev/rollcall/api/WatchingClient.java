package dev.rollcall.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.api.watch.MessageReader;
import dev.rollcall.api.watch.MessageReader.Message;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client such as a browser's {@code EventSource}, which comes back with the id it saw last. */
final class WatchingClient implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private String lastEventId = "";
  private @Nullable HttpResponse<InputStream> response;
  private @Nullable MessageReader reader;

  /** Connects, or connects again, to a path of a node. */
  WatchingClient connect(ApiNode node, String path) {
    close();
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.api().port() + path))
            .header("Accept", "text/event-stream");
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    try {
      response = client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    reader = new MessageReader(response().body());
    return this;
  }

  HttpResponse<InputStream> response() {
    return Objects.requireNonNull(response);
  }

  /** The next event; waits for it. */
  Message next() {
    Message message = reader().next().orElseThrow(() -> new AssertionError("the stream has ended"));
    lastEventId = message.lastEventId();
    return message;
  }

  /** The next event in short: its name, and the id of its instance or its reason. */
  String told() {
    Message message = next();
    JsonObject data = new JsonObject(message.data());
    String what = data.getString("id", data.getString("reason", ""));
    return (message.type() + " " + what).strip();
  }

  /** So many of them. */
  List<String> told(int count) {
    var all = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      all.add(told());
    }
    return all;
  }

  /** Waits until the node ends the stream; fails when it says something before. */
  void awaitEnd() {
    assertEquals(Optional.empty(), reader().next());
  }

  MessageReader reader() {
    return Objects.requireNonNull(reader);
  }

  /** Breaks the connection off. */
  @Override
  public void close() {
    if (response != null) {
      try {
        response.body().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
