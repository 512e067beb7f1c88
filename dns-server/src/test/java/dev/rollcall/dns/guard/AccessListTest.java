package dev.rollcall.dns.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.registry.instance.IpNetwork;
import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessListTest {
  private static final AccessList LIST =
      AccessList.of(
          Stream.of("10.0.0.0/8", "192.0.2.7", "fd00:1::/32", "2001:db8::8000:0:0:0/65")
              .map(IpNetwork::parse)
              .toList());

  @ParameterizedTest
  @CsvSource({
    "10.255.0.1, true",
    "11.0.0.1, false",
    "192.0.2.7, true",
    "192.0.2.6, false",
    "fd00:1:2::3, true",
    "fd00:2::1, false",
    "2001:db8::8000:0:0:1, true",
    "2001:db8::7fff:0:0:1, false",
    "a00::1, false"
  })
  void letsThoseInItsNetworksAsk(String address, boolean allowed) {
    assertEquals(allowed, LIST.allows(Client.at(InetAddress.ofLiteral(address))));
  }

  @Test
  void emptyLetsEverybodyAsk() {
    assertEquals(
        true, AccessList.of(List.of()).allows(Client.at(InetAddress.ofLiteral("192.0.2.1"))));
  }

  @Test
  void saysTheSameAsTheNetworksThemselves() throws Exception {
    var random = new Random(9);
    for (int i = 0; i < 20_000; i++) {
      InetAddress base = address(random);
      var network =
          IpNetwork.around(base, random.nextInt(base.getAddress().length * Byte.SIZE + 1));
      byte[] near = base.getAddress();
      near[random.nextInt(near.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      InetAddress other = random.nextBoolean() ? InetAddress.getByAddress(near) : address(random);
      assertEquals(
          network.contains(other),
          AccessList.of(List.of(network)).allows(Client.at(other)),
          () -> network + " and " + other);
    }
  }

  private static InetAddress address(Random random) throws Exception {
    byte[] octets = new byte[random.nextBoolean() ? 4 : 16];
    random.nextBytes(octets);
    return InetAddress.getByAddress(octets);
  }
}
