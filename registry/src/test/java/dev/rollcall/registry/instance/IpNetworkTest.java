package dev.rollcall.registry.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpNetworkTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.0.0.0/9, 10.127.255.255, true",
    "10.0.0.0/9, 10.128.0.0, false",
    "0.0.0.0/0, 192.0.2.1, true",
    "0.0.0.0/0, fd00::1, false",
    "::/0, fd00::1, true",
    "::/0, 192.0.2.1, false",
    "fd00::/8, fdff::1, true",
    "fd00::/8, fe80::1, false",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "2001:db8::1/128, 2001:db8::1, true",
  })
  void holdsTheAddressesThatBeginWithItsBits(String network, String address, boolean inside) {
    assertEquals(inside, IpNetwork.parse(network).contains(IpAddress.parse(address)));
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.0/8, 10.0.0.0/8", "192.0.2.1, 192.0.2.1/32", "FD00:0::/8, fd00::/8"})
  void hasOneText(String text, String canonical) {
    assertEquals(canonical, IpNetwork.parse(text).toString());
  }

  @Test
  void liesAroundAnAddress() {
    assertEquals(
        IpNetwork.parse("192.0.2.0/24"),
        IpNetwork.around(IpAddress.parse("192.0.2.77").value(), 24));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1/8",
        "10.0.0.0/33",
        "fd00::/129",
        "10.0.0.0/",
        "/8",
        "10.0.0.0/-1",
        "10.0.0/8",
        "localhost/8",
        "",
        "fd00::1/64"
      })
  void isAnAddressAndAPrefixWithoutBitsBeyondIt(String text) {
    assertThrows(InvalidValueException.class, () -> IpNetwork.parse(text));
  }
}
