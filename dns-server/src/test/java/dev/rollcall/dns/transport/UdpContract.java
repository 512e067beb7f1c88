package dev.rollcall.dns.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.UdpClient;
import dev.rollcall.dns.tally.Drop;
import dev.rollcall.dns.tally.Latency;
import dev.rollcall.dns.tally.Tally;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;

/** What every way to serve UDP has to do, over real sockets. */
@Timeout(60)
abstract class UdpContract {
  private static final String IPV4 = "127.0.0.1";
  private static final String IPV6 = "::1";

  /** The way that is tested. */
  abstract UdpSockets sockets();

  @ParameterizedTest
  @ValueSource(strings = {IPV4, IPV6})
  void answersFromTheAddressThatWasAsked(String address) throws IOException {
    try (var served = ServedUdp.at(sockets(), address);
        var client = served.client()) {
      assertEquals(Rcode.NOERROR, client.ask(ServedUdp.query(1)).getRcode());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {IPV4, IPV6})
  void whoAsksAtTheSameTimeGetsItsOwnAnswer(String address) throws IOException {
    try (var served = ServedUdp.at(sockets(), address)) {
      var clients = new ArrayList<UdpClient>();
      for (int i = 0; i < 200; i++) {
        clients.add(served.client());
        clients.get(i).send(ServedUdp.query(i).toWire());
      }
      for (int i = 0; i < clients.size(); i++) {
        assertEquals(i, clients.get(i).receive().getHeader().getID());
        clients.get(i).close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {IPV4, IPV6})
  void oneClientGetsAsManyAnswersAsItAsks(String address) throws IOException {
    try (var served = ServedUdp.at(sockets(), address);
        var client = served.client()) {
      var answered = new ArrayList<Integer>();
      for (int i = 0; i < 150; i++) {
        client.send(ServedUdp.query(i).toWire());
      }
      for (int i = 0; i < 150; i++) {
        answered.add(client.receive().getHeader().getID());
      }
      assertEquals(150, answered.stream().distinct().count());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {IPV4, IPV6})
  void knowsWhereEachQueryCameFrom(String address) throws IOException {
    try (var served = ServedUdp.forOnly(sockets(), address, address);
        var client = served.client()) {
      assertEquals(Rcode.NOERROR, client.ask(ServedUdp.query(1)).getRcode());
    }
    try (var served = ServedUdp.forOnly(sockets(), address, "192.0.2.1");
        var client = served.client()) {
      assertEquals(Rcode.REFUSED, client.ask(ServedUdp.query(1)).getRcode());
      assertEquals(1, served.tally().drops(Drop.DENIED));
    }
  }

  @Test
  void goesOnAfterPacketsOfAllLengths() throws IOException {
    try (var served = ServedUdp.at(sockets(), IPV4);
        var client = served.client()) {
      for (int length : new int[] {1, 11, 12, 512, 4096, 4097, 60_000}) {
        byte[] packet = new byte[length];
        if (length > 2) {
          packet[2] = (byte) 0x80; // a response: nothing comes back
        }
        client.send(packet);
      }
      assertEquals(Rcode.NOERROR, client.ask(ServedUdp.query(1)).getRcode());
      assertEquals(2, served.tally().drops(Drop.TOO_SHORT));
      assertEquals(5, served.tally().drops(Drop.RESPONSE));
    }
  }

  @Test
  void aDatagramOfNothingIsNoQuery() throws IOException {
    try (var served = ServedUdp.at(sockets(), IPV4);
        var sender = new DatagramSocket();
        var client = served.client()) {
      sender.send(new DatagramPacket(new byte[0], 0, served.place()));
      assertEquals(Rcode.NOERROR, client.ask(ServedUdp.query(1)).getRcode());
      assertEquals(1, served.tally().drops(Drop.TOO_SHORT));
    }
  }

  @Test
  void aQueryWithMoreBehindItThanThereIsRoomForIsMalformed() throws IOException {
    try (var served = ServedUdp.at(sockets(), IPV4);
        var client = served.client()) {
      client.send(Arrays.copyOf(ServedUdp.query(1).toWire(), 5000));
      assertEquals(Rcode.FORMERR, client.receive().getRcode());
    }
  }

  @Test
  void goesOnAfterClientsThatAreGone() throws IOException {
    try (var served = ServedUdp.at(sockets(), IPV4)) {
      for (int i = 0; i < 100; i++) {
        try (var gone = served.client()) {
          gone.send(ServedUdp.query(i).toWire());
        }
      }
      try (var client = served.client()) {
        assertEquals(Rcode.NOERROR, client.ask(ServedUdp.query(1)).getRcode());
      }
    }
  }

  @Test
  void countsEachReplyAndHowLongItTook() throws IOException {
    var served = ServedUdp.at(sockets(), IPV4);
    try (var client = served.client()) {
      for (int i = 0; i < 3; i++) {
        client.ask(ServedUdp.query(i));
      }
    }
    served.close(); // from then on the last one is counted to its end
    Tally tally = served.tally();
    assertEquals(3, tally.replies());
    assertEquals(3, IntStream.rangeClosed(0, Latency.BOUNDS).mapToLong(tally::latencies).sum());
    assertTrue(tally.latencySum() > 0);
  }

  @Test
  void threadsShareAnAddress() throws IOException {
    try (var served = ServedUdp.by(sockets(), 2)) {
      for (int i = 0; i < 64; i++) {
        try (var client = served.client()) {
          client.ask(ServedUdp.query(i));
        }
      }
      List<Long> each = served.tallies().stream().map(Tally::replies).toList();
      assertEquals(64, each.stream().mapToLong(Long::longValue).sum());
      assertTrue(each.size() == 2 && !each.contains(0L), each::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {IPV4, IPV6})
  void anAddressThatIsTakenIsRefused(String address) throws IOException {
    try (var served = ServedUdp.at(sockets(), address)) {
      var refusal = assertThrows(IOException.class, () -> sockets().bind(served.place(), false));
      assertTrue(refusal.toString().contains("Address already in use"), refusal::toString);
    }
  }

  @Test
  void anAddressOfOthersIsRefused() {
    var foreign = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 0);
    var refusal = assertThrows(IOException.class, () -> sockets().bind(foreign, false));
    assertTrue(refusal.toString().contains("Cannot assign requested address"), refusal::toString);
  }

  @Test
  void afterClosingNothingIsLeft() throws IOException {
    var served = ServedUdp.by(sockets(), 2);
    try (var client = served.client()) {
      client.ask(ServedUdp.query(1));
    }
    assertEquals(2, served.threads());
    served.close();
    served.close(); // a second time does no harm
    assertEquals(0, served.threads());
    sockets().bind(served.place(), false).close();
  }

  @Test
  void closesWhileQueriesCome() throws IOException, InterruptedException {
    var served = ServedUdp.at(sockets(), IPV4);
    var over = new AtomicBoolean();
    try (var client = served.client()) {
      Thread flood = Thread.startVirtualThread(() -> flood(client, over));
      client.receive();
      served.close();
      assertEquals(0, served.threads());
      over.set(true);
      flood.join();
    }
  }

  @Test
  void aSocketThatNobodyServesCanBeClosed() throws IOException {
    List<InetAddress> address = List.of(InetAddress.ofLiteral(IPV4));
    var sockets = Sockets.bind(address, 0, sockets(), 2);
    sockets.close();
    Sockets.bind(address, sockets.port(), sockets(), 2).close();
  }

  private static void flood(UdpClient client, AtomicBoolean over) {
    byte[] query = ServedUdp.query(1).toWire();
    try {
      while (!over.get()) {
        client.send(query);
      }
    } catch (IOException e) {
      // nobody listens any more
    }
  }
}
