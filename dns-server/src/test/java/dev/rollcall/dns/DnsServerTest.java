package dev.rollcall.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.guard.Protection;
import dev.rollcall.dns.guard.Standing;
import dev.rollcall.dns.tally.Drop;
import dev.rollcall.dns.tally.QueryType;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.agreed.CookieKey;
import dev.rollcall.registry.instance.IpNetwork;
import dev.rollcall.registry.live.InMemoryAgreement;
import dev.rollcall.registry.live.InMemoryRegistry;
import dev.rollcall.registry.live.LiveView;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.CookieOption;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
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
      assertEquals(1, statistics.udp().allReplies());
      assertEquals(1, statistics.tcp().allReplies());
    }
  }

  @Test
  void countsQueriesCookiesAndHowLongRepliesTook() throws IOException {
    var key = List.of(CookieKey.of(new byte[CookieKey.LENGTH], Instant.EPOCH));
    DnsSettings settings =
        DnsSettings.DEFAULT.withProtection(Protection.DEFAULT.withCookieKeys(key));
    try (var running = RunningServer.start(settings);
        var udp = running.udp();
        var tcp = running.tcp()) {
      udp.ask(withCookie(new CookieOption(new byte[8])));
      tcp.ask(QUERY);
      tcp.ask(QUERY); // by now the first one is counted to its end
      DnsStatistics statistics = running.server().statistics();
      assertEquals(1, statistics.udp().queries().get(QueryType.A));
      assertEquals(1, statistics.udp().cookies().get(Standing.CLIENT_ONLY));
      assertEquals(2, statistics.tcp().queries().get(QueryType.A));
      assertTrue(statistics.tcp().latencies().stream().mapToLong(Long::longValue).sum() >= 1);
      assertTrue(statistics.tcp().latencySum() > 0);
    }
  }

  @Test
  void aCookieHoldsAtAllServersThatAgreeOnTheKeys() throws IOException {
    DnsSettings settings = DnsSettings.DEFAULT.withPort(0);
    try (var registry = new InMemoryRegistry(TimeSource.system());
        var first = DnsServer.start(settings, registry.catalog(), registry.agreement());
        var second = DnsServer.start(settings, registry.catalog(), registry.agreement());
        var client = UdpClient.of("127.0.0.1", first.port());
        var again = UdpClient.of("127.0.0.1", second.port())) {
      EDNSOption given = cookieOf(client);
      cookieOf(again); // by now it knows the keys too
      again.ask(withCookie(given));
      assertEquals(1, second.statistics().udp().cookies().get(Standing.VALID));
    }
  }

  @Test
  void whoMayNotAskIsRefusedOverUdpAndTcp() throws IOException {
    var others = new Protection(List.of(IpNetwork.parse("192.0.2.0/24")), 0, 0, List.of());
    try (var running = RunningServer.start(DnsSettings.DEFAULT.withProtection(others));
        var udp = running.udp();
        var tcp = running.tcp()) {
      assertEquals(Rcode.REFUSED, udp.ask(QUERY).getRcode());
      assertEquals(Rcode.REFUSED, tcp.ask(QUERY).getRcode());
      assertEquals(2, running.server().statistics().drops(Drop.DENIED));
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
      assertEquals(2, running.server().statistics().drops(Drop.TOO_SHORT));
      assertEquals(6, running.server().statistics().drops(Drop.RESPONSE));
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

  /** RFC 2181 section 4.1. */
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

  private static Message withCookie(EDNSOption cookie) {
    Message query = QUERY.clone();
    query.addRecord(new OPTRecord(1232, 0, 0, 0, List.of(cookie)), Section.ADDITIONAL);
    return query;
  }

  /** What a server gives, once it has keys. */
  private static EDNSOption cookieOf(UdpClient client) {
    Message query = withCookie(new CookieOption(new byte[8]));
    return assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          List<EDNSOption> given = List.of();
          while (given.isEmpty()) {
            var opt = Objects.requireNonNull(client.ask(query).getOPT());
            given = opt.getOptions(EDNSOption.Code.COOKIE);
          }
          return given.getFirst();
        });
  }
}
