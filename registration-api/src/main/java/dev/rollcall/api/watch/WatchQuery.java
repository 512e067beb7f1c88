package dev.rollcall.api.watch;

import dev.rollcall.api.json.QueryParameters;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.ServiceName;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a watcher asks for.
 *
 * @param isStream whether it is told of changes as they happen, or asks again and again
 * @param since where it goes on
 * @param patience how long it waits for an answer at most, 0 to 60 s; for those that ask again
 */
public record WatchQuery(
    boolean isStream, Selection selection, Optional<Revision> since, Duration patience) {
  /** The media type of a stream. */
  public static final String EVENT_STREAM = "text/event-stream";

  private static final String JSON = "application/json";
  private static final String SERVICE = "service";
  private static final String SINCE = "since";
  private static final String WAIT = "waitSeconds";
  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final List<String> PARAMETERS = List.of(SERVICE, SINCE, WAIT);

  private static final int MAX_WAIT = 60; // seconds; less than a connection may be idle
  private static final Duration DEFAULT_WAIT = Duration.ofSeconds(30);
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,4}");

  /**
   * Reads the parameters of the query, and the headers {@code Accept} and {@code Last-Event-ID}.
   *
   * @param query decoded
   */
  public static WatchQuery read(MultiMap query, MultiMap headers) {
    var given = new QueryParameters(query, PARAMETERS);
    Optional<Revision> since = given.only(SINCE, text -> text).flatMap(t -> revision(SINCE, t));
    Duration patience = given.only(WAIT, WatchQuery::seconds).orElse(DEFAULT_WAIT);
    var selection = new Selection(Set.copyOf(given.all(SERVICE, ServiceName::new)));
    if (!isStream(query, headers)) {
      return new WatchQuery(false, selection, since, patience);
    }
    // A client that comes back repeats its address and knows better by then.
    Optional<Revision> last =
        Optional.ofNullable(headers.get(LAST_EVENT_ID)).flatMap(t -> revision(LAST_EVENT_ID, t));
    return new WatchQuery(true, selection, last.or(() -> since), patience);
  }

  /** Who says nothing of either is told of changes as they happen. */
  private static boolean isStream(MultiMap query, MultiMap headers) {
    return accepts(headers, EVENT_STREAM)
        || !(query.contains(SINCE) || query.contains(WAIT) || accepts(headers, JSON));
  }

  private static boolean accepts(MultiMap headers, String mediaType) {
    return headers.getAll("Accept").stream()
        .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains(mediaType));
  }

  /** Empty for the first time, before one was given. */
  private static Optional<Revision> revision(String field, String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Revision.parse(field, text));
  }

  private static Duration seconds(String text) {
    int seconds = SECONDS.matcher(text).matches() ? Integer.parseInt(text) : -1;
    if (seconds < 0 || seconds > MAX_WAIT) {
      throw new InvalidValueException(WAIT, text, "0 to " + MAX_WAIT);
    }
    return Duration.ofSeconds(seconds);
  }
}
