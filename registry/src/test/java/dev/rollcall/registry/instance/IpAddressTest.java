package dev.rollcall.registry.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.5",
        "127.0.0.1",
        "1.0.0.0",
        "192.0.2.255",
        "223.255.255.255",
        "9.10.100.0"
      })
  void dottedDecimalsAreIpv4(String literal) {
    assertEquals(literal, IpAddress.parse(literal).toString());
    assertTrue(IpAddress.parse(literal).isIpv4());
  }

  /** RFC 5952 sections 4 and 5, which would show a mapped address otherwise: as IPv4 it is used. */
  @ParameterizedTest
  @CsvSource({
    "fd00::5, fd00::5",
    "::1, ::1",
    "2001:0DB8:0:0:0:0:0:0001, 2001:db8::1",
    "2001:db8::0:1, 2001:db8::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "fd00:0:0:0:0:0:0:0, fd00::",
    "0:0:3:4:5:6:7:8, ::3:4:5:6:7:8",
    "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::",
    "0:2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
    "FE80::ABCD, fe80::abcd",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221"
  })
  void anIpv6AddressHasOneText(String literal, String canonical) {
    assertEquals(canonical, IpAddress.parse(literal).toString());
    assertFalse(IpAddress.parse(literal).isIpv4());
  }

  @Test
  void anIpv4AddressMappedToIpv6IsIpv4() {
    assertEquals(IpAddress.parse("192.0.2.1"), IpAddress.parse("::ffff:192.0.2.1"));
    assertEquals(IpAddress.parse("192.0.2.1"), IpAddress.parse("::ffff:c000:201"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "localhost",
        "db.example.com",
        "10.0.0.5 ",
        "10.0.0.5:80",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "1..3.4",
        "010.1.1.1",
        "1.2.3.04",
        "0x7f.0.0.1",
        "2130706433",
        "-1.2.3.4",
        "١.٢.٣.٤",
        "1.2.3.4/8",
        ":",
        "::g",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "fd00::00005",
        "[fd00::5]",
        "[::1",
        "fd00::5/64",
        "::ffff:1.2.3",
        "::ffff:010.1.1.1",
        "a:b",
        "orders:8080",
        "fe80::1%lo",
        "fe80::1%1",
        "fe80::1%0"
      })
  void whatIsNoLiteralIsRefusedWithoutALookup(String text) {
    new Refusal("address", text, "such as 10.0.0.5 or fd00::5")
        .isGivenBy(() -> IpAddress.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.0.0.0",
    "0.0.0.1, 0.0.0.1",
    "240.0.0.0, 240.0.0.0",
    "224.0.0.1, 224.0.0.1",
    "239.255.255.255, 239.255.255.255",
    "255.255.255.255, 255.255.255.255",
    "::, 0:0:0:0:0:0:0:0",
    "::ffff:0.0.0.0, 0.0.0.0",
    "::ffff:224.0.0.1, 224.0.0.1",
    "ff02::1, ff02:0:0:0:0:0:0:1"
  })
  void addressesThatAreNoOnesAreRefused(String literal, String shown) {
    new Refusal("address", shown, "unicast").isGivenBy(() -> IpAddress.parse(literal));
  }

  @Test
  void aScopedAddressIsRefused() throws UnknownHostException {
    byte[] linkLocal = InetAddress.ofLiteral("fe80::1").getAddress();
    var scoped = Inet6Address.getByAddress("", linkLocal, 7);
    new Refusal("address", "fe80:0:0:0:0:0:0:1%7", "without a scope")
        .isGivenBy(() -> new IpAddress(scoped));
  }

  @Test
  void addressesAreOrderedWithIpv4FirstThenByUnsignedValue() {
    assertEquals(
        List.of("9.0.0.1", "10.0.0.1", "200.0.0.1", "::1", "fd00::5"),
        Stream.of("fd00::5", "200.0.0.1", "::1", "10.0.0.1", "9.0.0.1")
            .map(IpAddress::parse)
            .sorted()
            .map(IpAddress::toString)
            .toList());
  }

  @Property
  void theTextOfAnIpv6AddressReadsBackAsTheSame(@ForAll @Size(14) byte[] rest)
      throws UnknownHostException {
    var bytes = new byte[16];
    bytes[0] = (byte) 0xfd;
    System.arraycopy(rest, 0, bytes, 2, rest.length);
    var address = new IpAddress(InetAddress.getByAddress(bytes));
    assertEquals(address, IpAddress.parse(address.toString()));
  }
}
