package dev.rollcall.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.hazelcast.core.HazelcastException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JoinAttemptsTest {
  private final JoinAttempts attempts = new JoinAttempts(3, Duration.ZERO);
  private int made;

  @Test
  void aNodeThatIsNotLetInTriesAgain() {
    assertEquals("in", attempts.join(() -> letInAt(3)));
    assertEquals(3, made);
  }

  @Test
  void itGivesUpAfterTheLastAttempt() {
    assertThrows(IllegalStateException.class, () -> attempts.join(() -> letInAt(4)));
    assertEquals(3, made);
  }

  @Test
  void aPortThatIsTakenIsNotTriedAgain() {
    assertThrows(HazelcastException.class, () -> attempts.join(this::portTaken));
    assertEquals(1, made);
  }

  private String letInAt(int attempt) {
    if (++made < attempt) {
      throw new IllegalStateException("Node could not join cluster");
    }
    return "in";
  }

  private String portTaken() {
    made++;
    throw new HazelcastException("Port is already in use");
  }
}
