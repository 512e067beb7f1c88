package dev.rollcall.dns.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.guard.Client;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may stay connected, on a clock of its own. */
class AdmissionTest {
  private static final TcpLimits LIMITS =
      TcpLimits.DEFAULT.withConnections(8).withIdle(Duration.ofSeconds(10));

  private final Admission admission = new Admission(LIMITS);

  @ParameterizedTest(name = "{0} of 8: {1} ms")
  @CsvSource({"0, 10000", "6, 10000", "7, 5500", "8, 1000"})
  void idleTimeIsShorterUnderLoad(int connections, long millis) throws IOException {
    for (int i = 0; i < connections; i++) {
      connect("10.0." + i + ".1", 0);
    }
    assertEquals(Duration.ofMillis(millis), Duration.ofNanos(admission.idle()));
    assertEquals(millis / 100, admission.idleTenths());
  }

  @Test
  void aShortIdleTimeIsNotMadeLonger() throws IOException {
    Duration tenth = Duration.ofMillis(100);
    var impatient = new Admission(LIMITS.withIdle(tenth));
    assertEquals(tenth, Duration.ofNanos(impatient.idle()));
  }

  @Test
  void aPrefixHasAQuarterOfTheConnections() throws IOException {
    TcpConnection first = connect("10.0.0.1", 5);
    TcpConnection silent = connect("10.0.0.2", 3);
    connect("10.0.1.1", 1);
    assertTrue(admission.isFullFor(first.client().prefix()));
    assertFalse(admission.isFullFor(prefix("10.0.1.9")));
    assertFalse(admission.isFull());
    assertSame(silent, admission.longestSilent(prefix("10.0.0.77"), 9).orElseThrow());
    admission.remove(silent);
    admission.remove(silent);
    assertFalse(admission.isFullFor(first.client().prefix()));
    assertEquals(2, admission.size());
  }

  @Test
  void theOneSilentLongestGoesFirst() throws IOException {
    connect("10.0.0.1", Long.MAX_VALUE - 1);
    TcpConnection silent = connect("10.0.1.1", Long.MAX_VALUE - 5);
    connect("10.0.2.1", Long.MIN_VALUE + 3); // the clock went round
    assertSame(silent, admission.longestSilent(Long.MIN_VALUE + 4).orElseThrow());
  }

  private TcpConnection connect(String address, long now) throws IOException {
    Client client = Client.at(InetAddress.ofLiteral(address));
    var connection = new TcpConnection(SocketChannel.open(), client, LIMITS, now);
    connection.channel().close();
    admission.add(connection);
    return connection;
  }

  private static long prefix(String address) {
    return Client.at(InetAddress.ofLiteral(address)).prefix();
  }
}
