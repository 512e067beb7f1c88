package dev.rollcall.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rollcall.cluster.Attempts.NotYetException;
import dev.rollcall.registry.live.LogRecords;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private final Attempts attempts = new Attempts(3, Duration.ZERO);
  private int made;

  @Test
  void whatMaySucceedLaterIsTriedAgain() throws Exception {
    assertEquals("done", attempts.until("do it", () -> doneAt(3)));
    assertEquals(3, made);
  }

  @Test
  void theLastAttemptSaysWhyItFailed() {
    var failure =
        assertThrows(NotYetException.class, () -> attempts.until("do it", () -> doneAt(4)));
    assertEquals("attempt 3 was too early", failure.getMessage());
    assertEquals(3, made);
  }

  @Test
  void whatCannotSucceedIsNotTriedAgain() {
    assertThrows(IOException.class, () -> attempts.until("do it", this::broken));
    assertEquals(1, made);
  }

  @Test
  void theSameReasonIsToldOnce() throws Exception {
    try (var log = new LogRecords(Attempts.class)) {
      String done =
          new Attempts(4, Duration.ZERO).until("do it", () -> doneAfter("gone", "gone", "back"));
      assertEquals("done", done);
      assertEquals(
          List.of("could not do it, trying again: gone", "could not do it, trying again: back"),
          log.all().stream().map(new SimpleFormatter()::formatMessage).toList());
    }
  }

  private String doneAfter(String... reasons) throws NotYetException {
    if (made < reasons.length) {
      throw new NotYetException(reasons[made++], new Exception());
    }
    return "done";
  }

  private String doneAt(int attempt) throws NotYetException {
    if (++made < attempt) {
      throw new NotYetException("attempt %d was too early".formatted(made), new Exception());
    }
    return "done";
  }

  private String broken() throws IOException {
    made++;
    throw new IOException("broken");
  }
}
