package dev.rollcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.instance.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnAddressesTest {
  @Test
  void addressStandsForItself() throws IOException {
    assertEquals(
        List.of(IpAddress.parse("127.0.0.2")),
        OwnAddresses.behind(InetAddress.ofLiteral("127.0.0.2")));
  }

  @Test
  void wildcardStandsForWhatTheMachineHas() throws IOException {
    List<IpAddress> ipv4 = OwnAddresses.behind(InetAddress.ofLiteral("0.0.0.0"));
    assertFalse(ipv4.isEmpty());
    assertTrue(ipv4.stream().allMatch(IpAddress::isIpv4));
    assertTrue(OwnAddresses.behind(InetAddress.ofLiteral("::")).containsAll(ipv4));
  }
}
