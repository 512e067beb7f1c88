package dev.rollcall.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.answer.Drop;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.live.InMemoryAgreement;
import dev.rollcall.registry.live.InMemoryRegistry;
import dev.rollcall.registry.live.LiveView;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class DnsServerTest {
  private static final Message QUERY = ServedZone.query("ready.service.internal", Type.A);

  @Test
  void whatIsRegisteredIsAnsweredOverUdpAndTcpOnOnePort() throws IOException {
    try (var running = RunningServer.start();
        var udp = running.udp();
        var tcp = running.tcp()) {
      assertEquals(1, udp.ask(QUERY).getSection(Section.ANSWER).size());
      assertEquals(1, tcp.ask(QUERY).getSection(Section.ANSWER).size());
      DnsStatistics statistics = running.server().statistics();
      assertEquals(1, statistics.udpReplies());
      assertEquals(1, statistics.tcpReplies());
    }
  }

  @Test
  void failsWhileTheCatalogueIsLoading() throws IOException {
    try (var view = new LiveView();
        var server =
            DnsServer.start(DnsSettings.DEFAULT.withPort(0), view, new InMemoryAgreement(view));
        var client = UdpClient.of("127.0.0.1", server.port())) {
      assertEquals(Rcode.SERVFAIL, client.ask(QUERY).getRcode());
    }
  }

  @Test
  void goesOnAfterPacketsOfAllKinds() throws IOException {
    var random = new Random(3);
    try (var running = RunningServer.start();
        var client = running.udp()) {
      for (int length : new int[] {1, 11, 12, 40, 512, 4096, 9000, 60_000}) {
        byte[] packet = new byte[length];
        random.nextBytes(packet);
        if (length > 2) {
          packet[2] |= (byte) 0x80; // a response: nothing comes back
        }
        client.send(packet);
      }
      assertEquals(Rcode.NOERROR, client.ask(QUERY).getRcode());
      assertEquals(2, running.server().statistics().drops().get(Drop.TOO_SHORT));
      assertEquals(6, running.server().statistics().drops().get(Drop.RESPONSE));
    }
  }

  @Test
  void goesOnAfterClientsThatAreGone() throws IOException {
    try (var running = RunningServer.start()) {
      for (int i = 0; i < 50; i++) {
        try (var gone = running.udp()) {
          gone.send(QUERY.toWire());
        }
      }
      try (var client = running.udp()) {
        assertEquals(Rcode.NOERROR, client.ask(QUERY).getRcode());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::"})
  void aWildcardAnswersFromTheAddressThatWasAsked(String wildcard) throws IOException {
    try (var running = RunningServer.startAt(wildcard);
        var client = running.udp()) {
      assertEquals(Rcode.NOERROR, client.ask(QUERY).getRcode());
    }
  }

  @Test
  void answersOverIpv6() throws IOException {
    try (var running = RunningServer.startAt("::1");
        var client = UdpClient.of("::1", running.port())) {
      assertEquals(Rcode.NOERROR, client.ask(QUERY).getRcode());
    }
  }

  @Test
  void aTakenPortIsNamed() throws IOException {
    try (var running = RunningServer.start();
        var registry = new InMemoryRegistry(TimeSource.system())) {
      DnsSettings settings = DnsSettings.DEFAULT.withPort(running.port());
      var refusal =
          assertThrows(
              IOException.class,
              () -> DnsServer.start(settings, registry.catalog(), registry.agreement()));
      assertTrue(
          refusal.toString().contains("127.0.0.1:" + running.port() + " (TCP)"), refusal::toString);
    }
  }

  @Test
  void aPortTakenForUdpAloneIsNamed() throws IOException {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    try (var taken = new DatagramSocket(new InetSocketAddress(loopback, 0));
        var registry = new InMemoryRegistry(TimeSource.system())) {
      DnsSettings settings = DnsSettings.DEFAULT.withPort(taken.getLocalPort());
      var refusal =
          assertThrows(
              IOException.class,
              () -> DnsServer.start(settings, registry.catalog(), registry.agreement()));
      assertTrue(refusal.toString().contains(taken.getLocalPort() + " (UDP)"), refusal::toString);
    }
  }

  @Test
  void aPortIsFreeAgainAfterClose() throws IOException {
    try (var registry = new InMemoryRegistry(TimeSource.system())) {
      int port;
      try (var server =
          DnsServer.start(
              DnsSettings.DEFAULT.withPort(0), registry.catalog(), registry.agreement())) {
        port = server.port();
      }
      DnsServer.start(DnsSettings.DEFAULT.withPort(port), registry.catalog(), registry.agreement())
          .close();
    }
  }
}
