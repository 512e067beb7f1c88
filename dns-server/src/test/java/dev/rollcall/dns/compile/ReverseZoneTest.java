package dev.rollcall.dns.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.IpNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ReverseMap;

class ReverseZoneTest {
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, in-addr.arpa.",
    "10.0.0.0/8, 10.in-addr.arpa.",
    "192.168.0.0/16, 168.192.in-addr.arpa.",
    "192.0.2.1/32, 1.2.0.192.in-addr.arpa.",
    "::/0, ip6.arpa.",
    "fd00::/8, d.f.ip6.arpa.",
    "fd10::/12, 1.d.f.ip6.arpa.",
    "2001:db8::/32, 8.b.d.0.1.0.0.2.ip6.arpa.",
  })
  void aNetworkIsAZone(String network, String apex) {
    assertEquals(apex, ReverseZone.of(IpNetwork.parse(network)).zone().apex().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "192.0.2.255", "fd00::1", "2001:db8::abcd:ef01"})
  void anAddressHasTheNameThatResolversAskFor(String address) {
    IpAddress parsed = IpAddress.parse(address);
    assertEquals(
        ReverseMap.fromAddress(parsed.value()).toString(), ReverseZone.name(parsed).toString());
  }
}
