package dev.rollcall.server.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of section 9.2.6 of WHATWG's HTML, and what its rules say beyond them. */
class EventStreamTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          data: YHOO~data: +2~data: 10~~            | message YHOO/+2/10
          : comment~~data: first~id: 1~~data:second~id~~data:  third~~ | 1 message first, message second, message  third
          data~~data~data~~data:                    | message , message /
          data:test~~data: test~~                   | message test, message test
          event: gone~data: {}~~data: {}~~          | gone {}, message {}
          event: gone~~data: {}~~                   | message {}
          unknown: field~data~~                     | message ""
          data: cut off                             | ""
          id: 7~data: a~~id: 8~data: cut off        | 7 message a
          """)
  void streamsAreReadAsTheStandardSays(String stream, String events) throws IOException {
    for (String end : List.of("\n", "\r\n", "\r")) {
      assertEquals(
          events.replace("message \"\"", "message "), text(read(stream.replace("~", end))), end);
    }
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstField() throws IOException {
    assertEquals("message a", text(read("\uFEFFdata: a\n\n")));
    assertEquals("", text(read(":\n\uFEFFdata: a\n\n")));
  }

  @Test
  void anIdWithZeroIsNoId() throws IOException {
    assertEquals("7 message a", text(read("id: 7\nid: 8\0\ndata: a\n\n")));
  }

  @Test
  void anIdCountsWithoutAnEventOnceTheBlockIsComplete() throws IOException {
    EventStream stream = stream(":\nid: 9\n\nid: 10\n", "5");
    assertEquals("5", stream.lastId());
    assertEquals(Optional.empty(), stream.next());
    assertEquals("9", stream.lastId());
  }

  @Test
  void anEmptyIdForgetsTheOneBefore() throws IOException {
    EventStream stream = stream("id:\ndata: a\n\n", "5");
    stream.next();
    assertEquals("", stream.lastId());
  }

  @Test
  void theServerSaysHowLongToWait() throws IOException {
    EventStream stream = stream("retry: 1500\nretry: soon\nretry: -1\n\n", "");
    stream.next();
    assertEquals(Optional.of(Duration.ofMillis(1500)), stream.retry());
  }

  private static EventStream stream(String text, String lastId) {
    return new EventStream(new ByteArrayInputStream(text.getBytes(UTF_8)), lastId);
  }

  private static List<ServerEvent> read(String text) throws IOException {
    EventStream stream = stream(text, "");
    var events = new ArrayList<ServerEvent>();
    for (var event = stream.next(); event.isPresent(); event = stream.next()) {
      events.add(event.get());
    }
    return events;
  }

  private static String text(List<ServerEvent> events) {
    return String.join(
        ", ",
        events.stream()
            .map(e -> (e.id() + " " + e.name()).strip() + " " + e.data().replace('\n', '/'))
            .toList());
  }
}
