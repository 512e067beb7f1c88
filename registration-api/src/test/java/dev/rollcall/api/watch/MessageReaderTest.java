package dev.rollcall.api.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.api.watch.MessageReader.Message;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The examples of the HTML standard, section 9.2.6. */
class MessageReaderTest {
  @Test
  void linesOfDataAreJoined() {
    assertEquals(
        List.of(new Message("message", "YHOO\n+2\n10", "")),
        messages("data: YHOO\ndata: +2\ndata: 10\n\n"));
  }

  @Test
  void commentsAreIgnoredAndAnIdLastsUntilItIsEmptied() {
    assertEquals(
        List.of(
            new Message("message", "first event", "1"),
            new Message("message", "second event", ""),
            new Message("message", " third event", "")),
        messages(
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third"
                + " event\n\n"));
  }

  @Test
  void anEventWithoutDataIsNoneAndOneWithoutAnEndIsNone() {
    assertEquals(
        List.of(new Message("message", "", ""), new Message("message", "\n", "")),
        messages("data\n\ndata\ndata\n\ndata:"));
  }

  @Test
  void linesEndInAnyOfThreeWays() {
    assertEquals(
        List.of(new Message("a", "1", ""), new Message("b", "2", "")),
        messages("\uFEFFevent: a\r\ndata: 1\r\n\r\nevent: b\rdata: 2\r\r"));
  }

  @Test
  void anIdAloneIsRememberedWithoutAnEvent() {
    var reader = reader("data: 1\nid: 1\n\n:\nid: 2\n\nid: 3\n");

    assertEquals("1", reader.next().orElseThrow().lastEventId());
    assertEquals(Optional.empty(), reader.next());
    assertEquals("2", reader.lastEventId());
  }

  private static List<Message> messages(String stream) {
    var reader = reader(stream);
    var all = new ArrayList<Message>();
    for (var next = reader.next(); next.isPresent(); next = reader.next()) {
      all.add(next.get());
    }
    return all;
  }

  private static MessageReader reader(String stream) {
    return new MessageReader(new ByteArrayInputStream(stream.getBytes(UTF_8)));
  }
}
