package dev.rollcall.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceNamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          orders                       | orders
          Orders                       | orders
          orders.prod                  | orders.prod prod
          a.orders.prod                | a.orders.prod orders.prod
          _orders._tcp                 | orders
          _orders._udp.prod            | orders.prod prod
          _grpc._tcp.orders            | grpc.orders orders
          blue._tag.orders             | orders
          blue.canary._tag.orders.prod | orders.prod
          eu-1a._zone.orders           | orders
          a._orders._tcp               | orders
          _blue._sub._orders._tcp.prod | orders.prod prod
          """)
  void aNameIsAboutOneOfTheseServices(String name, String services) {
    assertEquals(services, String.join(" ", ServiceNames.in(name)));
  }
}
