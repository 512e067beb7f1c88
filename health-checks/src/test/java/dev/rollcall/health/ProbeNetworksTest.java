package dev.rollcall.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.IpNetwork;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeNetworksTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.5, true, true",
    "192.0.2.7, true, true",
    "fd00::5, true, true",
    "127.0.0.1, true, false",
    "127.8.9.10, true, false",
    "::1, true, false",
    "169.254.169.254, false, false",
    "fe80::5, false, false",
    "fd00:ec2::254, false, false",
    "100.100.100.200, false, false",
    "192.0.0.192, false, false",
    "168.63.129.16, false, false",
    "fd20:ce::254, false, false",
    "64:ff9b::10.0.0.5, true, true",
    "64:ff9b::169.254.169.254, false, false",
    "64:ff9b::168.63.129.16, false, false",
    "64:ff9b::127.0.0.1, true, false",
    "64:ff9b::255.255.255.255, false, false",
    "::169.254.169.254, false, false",
    "::127.0.0.1, true, false",
  })
  void whatOnlyTheMachineItselfCanReachIsNotProbed(
      String address, boolean onLoopback, boolean elsewhere) {
    assertEquals(onLoopback, allows(new ProbeNetworks(List.of(), true), address));
    assertEquals(elsewhere, allows(new ProbeNetworks(List.of(), false), address));
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, true",
    "11.0.0.1, false",
    "169.254.0.9, true",
    "127.0.0.1, false",
    "fd00::5, false",
  })
  void listDecidesAlone(String address, boolean allowed) {
    var listed = List.of(IpNetwork.parse("10.0.0.0/8"), IpNetwork.parse("169.254.0.9"));
    assertEquals(allowed, allows(new ProbeNetworks(listed, true), address));
  }

  @org.junit.jupiter.api.Test
  void refusalNamesTheAddress() {
    assertEquals(
        Optional.of("address 169.254.169.254 is none that this registry probes"),
        ProbeNetworks.DEFAULT.refusal(IpAddress.parse("169.254.169.254")));
  }

  private static boolean allows(ProbeNetworks networks, String address) {
    return networks.refusal(IpAddress.parse(address)).isEmpty();
  }
}
