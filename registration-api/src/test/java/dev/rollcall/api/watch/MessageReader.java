package dev.rollcall.api.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Reads server-sent events as the HTML standard tells clients to (section 9.2.6), and knows nothing
 * of the server.
 */
public final class MessageReader {
  private final BufferedReader in;
  private boolean isFirst = true;
  private boolean endedByReturn;
  private String lastEventId = "";
  private String idBuffer = "";
  private long reconnectionTime = -1;

  /** An event as it is dispatched. */
  public record Message(String type, String data, String lastEventId) {}

  public MessageReader(InputStream stream) {
    this.in = new BufferedReader(new InputStreamReader(stream, UTF_8));
  }

  /** The next event; empty when the stream ends, which is no end of an event. */
  public Optional<Message> next() {
    String type = "";
    var data = new StringBuilder();
    for (Optional<String> line = line(); line.isPresent(); line = line()) {
      if (line.get().isEmpty()) {
        lastEventId = idBuffer;
        if (!data.isEmpty()) {
          data.setLength(data.length() - 1);
          return Optional.of(
              new Message(type.isEmpty() ? "message" : type, data.toString(), lastEventId));
        }
        type = "";
        continue;
      }
      int colon = line.get().indexOf(':');
      String field = colon < 0 ? line.get() : line.get().substring(0, colon);
      String rest = colon < 0 ? "" : line.get().substring(colon + 1);
      String value = rest.startsWith(" ") ? rest.substring(1) : rest;
      switch (field) {
        case "event" -> type = value;
        case "data" -> data.append(value).append('\n');
        case "id" -> idBuffer = value.indexOf('\0') < 0 ? value : idBuffer;
        case "retry" ->
            reconnectionTime = value.matches("[0-9]+") ? Long.parseLong(value) : reconnectionTime;
        default -> {} // also comments, whose field has no name
      }
    }
    return Optional.empty();
  }

  /** What a client sends as Last-Event-ID when it comes back; empty for nothing. */
  public String lastEventId() {
    return lastEventId;
  }

  /** In milliseconds; negative when it was not told. */
  public long reconnectionTime() {
    return reconnectionTime;
  }

  /** Up to LF, CR or both; empty at the end of the stream, whatever came before it. */
  private Optional<String> line() {
    var line = new StringBuilder();
    try {
      for (int c = in.read(); c >= 0; c = in.read()) {
        boolean isRest = c == '\n' && endedByReturn;
        endedByReturn = c == '\r';
        if (isRest || (isFirst && c == '\uFEFF')) {
          isFirst = false;
          continue;
        }
        isFirst = false;
        if (c == '\n' || c == '\r') {
          return Optional.of(line.toString());
        }
        line.append((char) c);
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
