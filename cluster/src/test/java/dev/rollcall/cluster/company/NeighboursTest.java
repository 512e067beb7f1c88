package dev.rollcall.cluster.company;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NeighboursTest {
  private static final Greeting GREETING = new Greeting(Duration.ofMillis(300));

  @Test
  void aMemberIsOneThatAnswersInItsProtocol() throws IOException {
    try (var member = Listener.member()) {
      Neighbours neighbours = at(member);
      assertDoesNotThrow(neighbours::refuseStrangers);
      assertEquals(Optional.of("127.0.0.1:" + member.address().getPort()), neighbours.member());
    }
  }

  @Test
  void whereNobodyListensThereIsNobody() throws IOException {
    Listener gone = Listener.member();
    gone.close();
    assertDoesNotThrow(at(gone)::refuseStrangers);
    assertEquals(Optional.empty(), at(gone).member());
  }

  @Test
  void whoSaysNothingMayBeFrozen() throws IOException {
    try (var silent = Listener.silent()) {
      assertDoesNotThrow(at(silent)::refuseStrangers);
      assertEquals(Optional.empty(), at(silent).member());
    }
  }

  @Test
  void whatSpeaksAnotherProtocolIsRefused() throws IOException {
    try (var member = Listener.member();
        var http = Listener.ofLines()) {
      var refused = assertThrows(JoinRefusedException.class, at(member, http)::refuseStrangers);
      assertEquals(
          "what listens at 127.0.0.1:%d is no member of a cluster; allowed: the cluster-port of other members"
              .formatted(http.address().getPort()),
          refused.getMessage());
    }
  }

  @Test
  void whoHangsUpAgainAndAgainIsRefused() throws IOException {
    try (var rude = Listener.hangingUp()) {
      assertThrows(JoinRefusedException.class, at(rude)::refuseStrangers);
    }
  }

  @Test
  void whoHangsUpOnceMayHaveBeenAboutToStop() throws IOException {
    var asked = new AtomicInteger();
    try (var stopping =
        new Listener(
            client -> {
              if (asked.incrementAndGet() == 1) {
                client.close();
              }
            })) {
      assertDoesNotThrow(at(stopping)::refuseStrangers);
      assertEquals(2, asked.get());
    }
  }

  private static Neighbours at(Listener... listeners) {
    return new Neighbours(
        Stream.of(listeners).map(Listener::address).toList(), GREETING, Duration.ZERO);
  }
}
