package dev.rollcall.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rollcall.dns.answer.Identity;
import dev.rollcall.dns.compile.service.AnswerPolicies;
import dev.rollcall.dns.guard.Protection;
import dev.rollcall.dns.locality.Localities;
import dev.rollcall.dns.locality.LocalitySettings;
import dev.rollcall.dns.name.ZoneName;
import dev.rollcall.dns.transport.TcpLimits;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.IpNetwork;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsSettingsTest {
  private static final List<InetAddress> LOOPBACK = List.of(InetAddress.ofLiteral("127.0.0.1"));

  @Test
  void theDefaultsAreThese() {
    assertEquals(
        new DnsSettings(
            new ZoneSettings(
                new ZoneName("service.internal"),
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                List.of(),
                AnswerPolicies.NONE,
                new LocalitySettings(new Localities(Map.of()), 50, List.of()),
                List.of()),
            LOOPBACK,
            8053,
            1232,
            0,
            new TcpLimits(
                1000, 250, Duration.ofSeconds(10), Duration.ofMillis(500), Duration.ofSeconds(5)),
            new Protection(List.of(), 0, 2, List.of()),
            new Identity("", "Rollcall")),
        DnsSettings.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({
    "port, -1, PT5S, PT3S, 1232, 0",
    "port, 65536, PT5S, PT3S, 1232, 0",
    "ttl, 53, PT0S, PT3S, 1232, 0",
    "ttl, 53, PT1.5S, PT3S, 1232, 0",
    "ttl, 53, PT24H1S, PT3S, 1232, 0",
    "negativeTtl, 53, PT5S, PT0.9S, 1232, 0",
    "udpPayload, 53, PT5S, PT3S, 511, 0",
    "udpPayload, 53, PT5S, PT3S, 4097, 0",
    "udpThreads, 53, PT5S, PT3S, 1232, -1",
    "udpThreads, 53, PT5S, PT3S, 1232, 257",
  })
  void refusesAndNames(
      String field, int port, Duration ttl, Duration negativeTtl, int payload, int threads) {
    var refusal =
        assertThrows(
            InvalidValueException.class,
            () ->
                new DnsSettings(
                    ZoneSettings.DEFAULT.withTtl(ttl).withNegativeTtl(negativeTtl),
                    LOOPBACK,
                    port,
                    payload,
                    threads,
                    TcpLimits.DEFAULT,
                    Protection.DEFAULT,
                    Identity.DEFAULT));
    assertEquals(field, refusal.field());
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/9", "10.0.0.0/15", "fd00::/9", "fd00::/15"})
  void aReverseZoneHasWholeLabels(String network) {
    var zones = List.of(IpNetwork.parse(network));
    var refusal =
        assertThrows(InvalidValueException.class, () -> ZoneSettings.DEFAULT.withReverse(zones));
    assertEquals(
        "reverse zone: '"
            + network
            + "' is not allowed; allowed: a prefix length that is a multiple of 8 for IPv4, of 4"
            + " for IPv6, such as 10.0.0.0/8",
        refusal.getMessage());
  }

  @Test
  void aReverseZoneIsGivenOnce() {
    var zones = List.of(IpNetwork.parse("10.0.0.0/8"), IpNetwork.parse("10.0.0.0/8"));
    assertThrows(InvalidValueException.class, () -> ZoneSettings.DEFAULT.withReverse(zones));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 101})
  void anAnswerHasOneToAHundredRecords(int limit) {
    assertThrows(
        InvalidValueException.class, () -> new AnswerPolicies(Map.of(), limit, Set.of(), false));
  }

  @Test
  void needsAnAddress() {
    var refusal = assertThrows(InvalidValueException.class, DnsSettings.DEFAULT::withBind);
    assertEquals("bind", refusal.field());
  }

  @ParameterizedTest
  @ValueSource(strings = {"service.internal", "Service.Internal.", "SERVICE.internal"})
  void aZoneIsInLowerCaseWithoutADotAtItsEnd(String text) {
    assertEquals("service.internal", new ZoneName(text).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a..b", ".a", "a b", "-a", "a-", "ä.internal", "a..", "a/b"})
  void aZoneIsADomainName(String text) {
    assertEquals(
        "zone", assertThrows(InvalidValueException.class, () -> new ZoneName(text)).field());
  }

  @Test
  void aZoneLeavesRoomForTheLongestInstanceName() {
    String longest = "a".repeat(44) + "." + "b".repeat(43);
    assertEquals(88, new ZoneName(longest).text().length());
    assertThrows(InvalidValueException.class, () -> new ZoneName(longest + "b"));
  }

  @Test
  void limitsAreAboveNothing() {
    Duration second = Duration.ofSeconds(1);
    assertThrows(InvalidValueException.class, () -> new TcpLimits(0, 1, second, second, second));
    assertThrows(
        InvalidValueException.class, () -> new TcpLimits(1, 1, Duration.ZERO, second, second));
  }
}
