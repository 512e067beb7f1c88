package dev.rollcall.server.command;

import dev.rollcall.server.client.CommandFailedException;
import dev.rollcall.server.client.CommandFailedException.Fault;
import dev.rollcall.server.client.EventStream;
import dev.rollcall.server.client.ImpatientStream;
import dev.rollcall.server.client.NodeClient;
import dev.rollcall.server.client.ServerEvent;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Follows a node's changes, from one connection to the next. Owned by the main thread. */
final class Watching {
  private static final String PATH = "/api/v1/watch";

  /** Three times as long as a node is silent when nothing happens. */
  private static final Duration SILENCE = Duration.ofSeconds(45);

  private final Talk talk;
  private final String path;
  private final EventLines lines;
  private String lastId = "";
  private Duration pause = Duration.ofSeconds(2); // unless the node asks for another one
  private boolean hasConnected;
  private boolean isTroubled; // and has said so
  private @Nullable CommandFailedException failure; // that no other connection mends

  Watching(Talk talk, List<String> services) {
    this.talk = talk;
    this.path =
        services.stream()
            .map(service -> "service=" + NodeClient.segment(service))
            .collect(Collectors.joining("&", services.isEmpty() ? PATH : PATH + "?", ""));
    this.lines = new EventLines(talk);
  }

  /** Shows events until nobody reads them any more, or the process is to end. */
  ExitCode until(StopRequest stop) throws CommandFailedException, InterruptedException {
    do {
      try {
        talk.node().send(request(), this::follow);
        if (talk.out().checkError()) {
          return ExitCode.DONE; // nobody reads it any more
        }
        trouble(talk.node().node() + ": it has ended the stream");
      } catch (CommandFailedException e) {
        if (!hasConnected || e.fault() != Fault.OF_THE_MOMENT) {
          throw e;
        }
        trouble(e.getMessage());
      }
      if (failure != null) {
        throw failure;
      }
    } while (!stop.within(pause));
    return ExitCode.DONE;
  }

  private HttpRequest.Builder request() {
    HttpRequest.Builder request = talk.node().to(path).header("Accept", "text/event-stream");
    return lastId.isEmpty() ? request : request.header("Last-Event-ID", lastId);
  }

  private ExitCode follow(InputStream body) throws IOException {
    hasConnected = true;
    try (var heard = new ImpatientStream(body, SILENCE)) {
      var stream = new EventStream(heard, lastId);
      for (Optional<ServerEvent> event = stream.next();
          event.isPresent() && !talk.out().checkError();
          event = stream.next()) {
        isTroubled = false;
        lastId = stream.lastId();
        lines.show(event.get());
      }
      lastId = stream.lastId();
      pause = stream.retry().orElse(pause);
    } catch (CommandFailedException e) {
      failure = e;
    }
    return ExitCode.DONE;
  }

  private void trouble(@Nullable String why) {
    if (!isTroubled) {
      talk.warn(why + "; waiting for it to come back");
    }
    isTroubled = true;
  }
}
