package dev.rollcall.registry.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.registry.instance.Port.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortTest {
  @ParameterizedTest
  @CsvSource({
    "http, http",
    "GRPC, grpc",
    "a, a",
    "9p, 9p",
    "x-1-y, x-1-y",
    "abcdefghijklmno, abcdefghijklmno"
  })
  void aPortHasAServiceNameInLowerCase(String given, String kept) {
    assertEquals(kept, new Port(given, 80, Protocol.TCP).name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "8080",
        "1-2",
        "-a",
        "a-",
        "a--b",
        "a_b",
        "a.b",
        "a b",
        "é",
        "abcdefghijklmnop"
      })
  void whatIsNoServiceNameIsRefused(String given) {
    new Refusal("port name", given, "1 to 15 letters")
        .isGivenBy(() -> new Port(given, 80, Protocol.TCP));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 80, 65_535})
  void aPortNumberHas16Bits(int number) {
    assertEquals(new Port("default", number, Protocol.TCP), Port.tcp(number));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65_536, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void whatIsNoPortNumberIsRefused(int number) {
    new Refusal("port", Integer.toString(number), "1 to 65535").isGivenBy(() -> Port.tcp(number));
  }

  @ParameterizedTest
  @CsvSource({"tcp, TCP", "TCP, TCP", "udp, UDP", "Udp, UDP"})
  void aProtocolIsReadInEitherCaseAndShownInLowerCase(String given, Protocol protocol) {
    assertEquals(protocol, Protocol.parse(given));
    assertEquals(protocol.name().toLowerCase(java.util.Locale.ROOT), protocol.toString());
  }

  @Test
  void anUnknownProtocolIsRefused() {
    new Refusal("protocol", "sctp", "tcp or udp").isGivenBy(() -> Protocol.parse("sctp"));
  }
}
