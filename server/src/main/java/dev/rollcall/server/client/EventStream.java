package dev.rollcall.server.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.Optional;

/** Server-sent events out of a body, as in section 9.2.6 of WHATWG's HTML. Owned by one thread. */
public final class EventStream {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final BufferedReader lines;
  private final StringBuilder data = new StringBuilder();
  private boolean begun;
  private String id; // of the event that is being read
  private String lastId; // of the last one that was complete
  private String name = "";
  private Optional<Duration> retry = Optional.empty();

  /**
   * The stream of a body.
   *
   * @param lastId what it goes on after, or empty
   */
  public EventStream(InputStream body, String lastId) {
    this.lines = new BufferedReader(new InputStreamReader(body, UTF_8));
    this.id = lastId;
    this.lastId = lastId;
  }

  /** Waits for the next event; empty when there will be none. What is not complete is dropped. */
  public Optional<ServerEvent> next() throws IOException {
    // Ends lines at CR, LF and CRLF, as the standard wants it.
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      String text = begun || !line.startsWith(BYTE_ORDER_MARK) ? line : line.substring(1);
      begun = true;
      if (!text.isEmpty()) {
        take(text);
        continue;
      }
      lastId = id;
      if (!data.isEmpty()) {
        return Optional.of(dispatch());
      }
      name = "";
    }
    return Optional.empty();
  }

  /** What to go on after; it moves on without events too, and is empty where nothing is known. */
  public String lastId() {
    return lastId;
  }

  /** How long the server wants to be left alone before it is asked again. */
  public Optional<Duration> retry() {
    return retry;
  }

  private void take(String line) {
    int colon = line.indexOf(':');
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    value = value.startsWith(" ") ? value.substring(1) : value;
    switch (field) {
      case "data" -> data.append(value).append('\n');
      case "event" -> name = value;
      case "id" -> id = value.indexOf('\0') < 0 ? value : id;
      case "retry" -> retry = milliseconds(value).or(() -> retry);
      default -> {} // a comment, whose field is empty, or what is not known yet
    }
  }

  private ServerEvent dispatch() {
    data.setLength(data.length() - 1);
    var event = new ServerEvent(lastId, name.isEmpty() ? "message" : name, data.toString());
    data.setLength(0);
    name = "";
    return event;
  }

  private static Optional<Duration> milliseconds(String value) {
    return value.matches("[0-9]{1,9}")
        ? Optional.of(Duration.ofMillis(Integer.parseInt(value)))
        : Optional.empty();
  }
}
