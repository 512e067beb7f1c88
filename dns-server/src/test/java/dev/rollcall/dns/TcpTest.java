package dev.rollcall.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.tally.Drop;
import dev.rollcall.dns.transport.TcpLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.TcpKeepaliveOption;
import org.xbill.DNS.Type;

/** What a client may do over TCP, and what it may not do for long. */
class TcpTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Message QUERY = ServedZone.query("ready.service.internal", Type.SRV);

  /** RFC 7766 section 6.2.1.1. */
  @Test
  void manyQueriesInOneWriteAreAllAnswered() throws IOException {
    try (var running = RunningServer.start();
        var client = running.tcp()) {
      var queries = new ByteArrayOutputStream();
      for (int id = 0; id < 2_000; id++) {
        queries.writeBytes(TcpClient.framed(query(id).toWire()));
      }
      client.send(queries.toByteArray());
      for (int id = 0; id < 2_000; id++) {
        assertEquals(id, client.receive().getHeader().getID());
      }
      assertEquals(2_000, running.server().statistics().tcp().allReplies());
    }
  }

  /** RFC 7766 section 8. */
  @Test
  void aMessageMayComeOctetByOctet() throws IOException {
    try (var running = RunningServer.start(limits(100, LONG, LONG, LONG));
        var client = running.tcp()) {
      for (byte octet : TcpClient.framed(QUERY.toWire())) {
        client.send(octet);
      }
      assertEquals(Rcode.NOERROR, client.receive().getRcode());
    }
  }

  @Test
  void aMessageMayBeAsLongAsItsLengthCanSay() throws IOException {
    try (var running = RunningServer.start();
        var client = running.tcp()) {
      byte[] query = QUERY.toWire();
      byte[] longest = Arrays.copyOf(query, 65_535);
      longest[11] = 1; // an OPT record with one option that fills the rest
      ByteBuffer opt = ByteBuffer.wrap(longest, query.length, longest.length - query.length);
      opt.put((byte) 0).putShort((short) 41).putShort((short) 1232).putInt(0);
      opt.putShort((short) (opt.remaining() - 2));
      opt.putShort((short) 65_001).putShort((short) (opt.remaining() - 2));
      client.send(TcpClient.framed(longest));
      assertEquals(Rcode.NOERROR, client.receive().getRcode());
    }
  }

  @Test
  void answersAreWholeThatUdpCuts() throws IOException {
    try (var running = RunningServer.start();
        var tcp = running.tcp();
        var udp = running.udp()) {
      running.register("web", 90);
      Message query = ServedZone.query("web.service.internal", Type.SRV);
      assertTrue(udp.ask(query).getHeader().getFlag(Flags.TC));
      Message whole = tcp.ask(query);
      assertFalse(whole.getHeader().getFlag(Flags.TC));
      assertEquals(90, whole.getSection(Section.ANSWER).size());
    }
  }

  /** RFC 7766 section 6.2.4. */
  @Test
  void whoEndsSendingStillGetsItsAnswers() throws IOException {
    try (var running = RunningServer.start();
        var client = running.tcp()) {
      client.send(TcpClient.framed(QUERY.toWire()));
      client.endSending();
      assertEquals(Rcode.NOERROR, client.receive().getRcode());
      assertTrue(client.isClosedByServer());
    }
  }

  @Test
  void whoEndsSendingStillGetsManyAnswersThatItReadsLate() throws IOException {
    try (var running = RunningServer.start();
        var client = running.tcp()) {
      running.register("web", 100);
      Message query = ServedZone.query("web.service.internal", Type.SRV);
      var queries = new ByteArrayOutputStream();
      for (int id = 0; id < 2_000; id++) {
        query.getHeader().setID(id);
        queries.writeBytes(TcpClient.framed(query.toWire()));
      }
      client.send(queries.toByteArray());
      client.send((byte) 0); // and half a length
      client.endSending();
      for (int id = 0; id < 2_000; id++) {
        assertEquals(id, client.receive().getHeader().getID());
      }
      assertTrue(client.isClosedByServer());
    }
  }

  /** RFC 7766 section 6.2.4: nothing is sent to who has gone, and nobody else notices. */
  @Test
  void whoHasGoneIsForgottenWithTheAnswersItWaitsFor() throws IOException {
    try (var running = RunningServer.start(limits(100, LONG, LONG, LONG));
        var other = running.tcp()) {
      running.register("web", 100);
      byte[] query = TcpClient.framed(ServedZone.query("web.service.internal", Type.SRV).toWire());
      try (var hasty = running.tcp()) {
        for (int i = 0; i < 2_000; i++) {
          hasty.send(query);
        }
        hasty.reset();
      }
      assertTimeoutPreemptively(
          Duration.ofSeconds(30),
          () -> {
            do {
              assertEquals(Rcode.NOERROR, other.ask(QUERY).getRcode());
            } while (running.server().statistics().openConnections() > 1);
          });
      assertEquals(0, running.server().statistics().drops(Drop.FAULT));
    }
  }

  /** RFC 7766 section 6.2.3, RFC 9210 section 4.2. */
  @Test
  void anIdleClientIsLetGo() throws IOException {
    try (var running = RunningServer.start(limits(100, SHORT, LONG, LONG));
        var client = running.tcp()) {
      client.ask(QUERY);
      assertTrue(client.isClosedByServer());
    }
  }

  @Test
  void partOfAMessageDoesNotKeepAConnectionOpen() throws IOException {
    try (var running = RunningServer.start(limits(100, SHORT, LONG, LONG));
        var client = running.tcp()) {
      client.send((byte) 0);
      assertTrue(client.isClosedByServer());
    }
  }

  @Test
  void aMessageHasToArriveInTime() throws IOException {
    try (var running = RunningServer.start(limits(100, LONG, SHORT, LONG));
        var client = running.tcp()) {
      client.ask(QUERY);
      client.send((byte) 0, (byte) 40, (byte) 1);
      assertTrue(client.isClosedByServer());
      assertEquals(1, running.server().statistics().drops(Drop.SLOW_MESSAGE));
    }
  }

  @Test
  void whoNeverReadsIsLetGoAndHoldsUpNobody() throws IOException {
    try (var running = RunningServer.start(limits(100, LONG, LONG, SHORT));
        var greedy = running.tcp();
        var other = running.tcp()) {
      running.register("web", 100);
      byte[] query = TcpClient.framed(ServedZone.query("web.service.internal", Type.SRV).toWire());
      assertTimeoutPreemptively(
          Duration.ofSeconds(30),
          () ->
              assertThrows(
                  SocketException.class,
                  () -> {
                    while (true) {
                      greedy.send(query);
                    }
                  }));
      assertEquals(1, running.server().statistics().drops(Drop.SLOW_READER));
      assertEquals(Rcode.NOERROR, other.ask(QUERY).getRcode());
    }
  }

  @Test
  void aNewClientTakesThePlaceOfTheOneSilentLongest() throws IOException {
    try (var running = RunningServer.start(limits(2, LONG, LONG, LONG));
        var first = running.tcp();
        var second = running.tcp()) {
      second.ask(QUERY);
      first.ask(QUERY);
      try (var third = running.tcp()) {
        third.ask(QUERY);
        assertTrue(second.isClosedByServer());
        assertEquals(Rcode.NOERROR, first.ask(QUERY).getRcode());
        assertEquals(2, running.server().statistics().openConnections());
        assertEquals(1, running.server().statistics().drops(Drop.CONNECTION_LIMIT));
      }
    }
  }

  @Test
  void aPrefixThatTakesTooManyClosesItsOwn() throws IOException {
    try (var running = RunningServer.start(new TcpLimits(100, 2, LONG, LONG, LONG));
        var first = running.tcp();
        var second = running.tcp()) {
      second.ask(QUERY);
      first.ask(QUERY);
      try (var third = running.tcp()) {
        third.ask(QUERY);
        assertTrue(second.isClosedByServer());
        assertEquals(Rcode.NOERROR, first.ask(QUERY).getRcode());
        assertEquals(1, running.server().statistics().drops(Drop.PREFIX_LIMIT));
      }
    }
  }

  @Test
  void manyIdleClientsKeepNobodyOut() throws IOException {
    var idle = new ArrayList<TcpClient>();
    try (var running = RunningServer.start(limits(20, LONG, LONG, LONG))) {
      for (int i = 0; i < 500; i++) {
        idle.add(running.tcp());
      }
      try (var client = running.tcp()) {
        assertEquals(Rcode.NOERROR, client.ask(QUERY).getRcode());
        assertEquals(20, running.server().statistics().openConnections());
        assertEquals(481, running.server().statistics().drops(Drop.CONNECTION_LIMIT));
      }
    } finally {
      for (TcpClient client : idle) {
        client.close();
      }
    }
  }

  @Test
  void idleClientsAreLetGoSoonerWhenThereAreMany() throws IOException {
    // One of one: as many as can be, so that a minute of idle time has become a second.
    try (var running = RunningServer.start(limits(1, LONG, LONG, LONG));
        var client = running.tcp()) {
      assertEquals(Duration.ofSeconds(1), idleTime(client));
      assertTrue(client.isClosedByServer());
      assertEquals(1, running.server().statistics().drops(Drop.IDLE));
    }
  }

  @Test
  void clientsAreToldHowLongTheyMayBeIdle() throws IOException {
    try (var running = RunningServer.start();
        var client = running.tcp()) {
      assertEquals(Duration.ofSeconds(10), idleTime(client));
    }
  }

  @Test
  void aMessageThatTricklesInHasToArriveInTimeAllTheSame() throws IOException {
    try (var running = RunningServer.start(limits(100, LONG, SHORT, LONG));
        var client = running.tcp()) {
      client.send((byte) 0x7f, (byte) 0xff); // a message of 32767 octets
      assertTimeoutPreemptively(
          Duration.ofSeconds(30),
          () -> {
            while (!client.isClosedByServerWithin(SHORT.dividedBy(10))) {
              client.send((byte) 0);
            }
          });
      assertEquals(1, running.server().statistics().drops(Drop.SLOW_MESSAGE));
    }
  }

  @Test
  void whoSpeaksAnotherProtocolIsLetGo() throws IOException {
    try (var running = RunningServer.start(limits(100, LONG, LONG, LONG));
        var client = running.tcp()) {
      client.send((byte) 0, (byte) 2, (byte) 'h', (byte) 'i');
      assertTrue(client.isClosedByServer());
    }
  }

  @Test
  void clientsSeeTheServerClose() throws IOException {
    try (var running = RunningServer.start();
        var client = running.tcp()) {
      client.ask(QUERY);
      running.server().close();
      assertTrue(client.isClosedByServer());
    }
  }

  /** RFC 7828: what a reply says of it. */
  private static Duration idleTime(TcpClient client) throws IOException {
    Message query = QUERY.clone();
    query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
    var opt = Objects.requireNonNull(client.ask(query).getOPT());
    EDNSOption said = opt.getOptions(EDNSOption.Code.TCP_KEEPALIVE).getFirst();
    return ((TcpKeepaliveOption) said).getTimeoutDuration().orElseThrow();
  }

  private static Message query(int id) {
    Message query = QUERY.clone();
    query.getHeader().setID(id);
    return query;
  }

  private static TcpLimits limits(
      int connections, Duration idle, Duration message, Duration write) {
    return new TcpLimits(connections, connections + 1, idle, message, write);
  }
}
