package dev.rollcall.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rollcall.cluster.Attempts.NotYetException;
import java.io.IOException;
import java.time.Duration;
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
