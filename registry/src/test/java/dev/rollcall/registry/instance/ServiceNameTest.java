package dev.rollcall.registry.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceNameTest {
  private static final String LABEL_OF_63 = "a".repeat(63);
  private static final String LABEL_OF_62 = "a".repeat(62);
  private static final String NAME_OF_100 = LABEL_OF_62 + "." + "b".repeat(37);

  @ParameterizedTest
  @CsvSource({
    "orders, orders",
    "Orders.PROD, orders.prod",
    "a, a",
    "7, 7",
    "2024.example, 2024.example",
    "a-b--c, a-b--c",
    "ns, ns",
    "ns-1, ns-1",
    "ns1a, ns1a",
    "ns1.prod, ns1.prod",
    "prod.ns1, prod.ns1",
    "a.b.c.d.e.f.g.h, a.b.c.d.e.f.g.h"
  })
  void aNameOfHostLabelsIsKeptInLowerCase(String given, String kept) {
    assertEquals(kept, new ServiceName(given).text());
    assertEquals(kept, new ServiceName(given).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "orders.",
        ".orders",
        "a..b",
        "-a",
        "a-",
        "a.-b",
        "a_b",
        "a b",
        "a/b",
        "a:b",
        "café",
        "\u212Belvin",
        "a\nb",
        "*",
        "a.b.c.d.e.f.g.h.i",
        "ns1",
        "NS1",
        "Ns0",
        "ns007"
      })
  void whatIsNoNameOfHostLabelsIsRefused(String given) {
    String shown = given.replace('\n', '?');
    new Refusal("service", shown, "1 to 8 labels").isGivenBy(() -> new ServiceName(given));
  }

  /** The first label is told with an underscore before it, RFC 2782. */
  @Test
  void aLabelHasUpTo63CharactersAndTheFirstOneLess() {
    assertEquals("a." + LABEL_OF_63, new ServiceName("a." + LABEL_OF_63).text());
    new Refusal("service", "a." + LABEL_OF_63 + "a", "1 to 8 labels")
        .isGivenBy(() -> new ServiceName("a." + LABEL_OF_63 + "a"));
    assertEquals(LABEL_OF_62, new ServiceName(LABEL_OF_62).text());
    new Refusal("service", LABEL_OF_63, "up to 62 characters")
        .isGivenBy(() -> new ServiceName(LABEL_OF_63));
  }

  @Test
  void aNameHasUpTo100Characters() {
    assertEquals(NAME_OF_100, new ServiceName(NAME_OF_100).text());
    String shown = NAME_OF_100.substring(0, 80) + "…";
    new Refusal("service", shown, "100 in all").isGivenBy(() -> new ServiceName(NAME_OF_100 + "b"));
  }

  @Test
  void namesThatDifferInCaseAreEqual() {
    assertEquals(new ServiceName("orders.prod"), new ServiceName("ORDERS.Prod"));
  }

  @Test
  void labelsStandFromLeftToRight() {
    assertEquals(List.of("orders", "eu", "prod"), new ServiceName("orders.EU.prod").labels());
  }

  @Test
  void namesAreOrderedByTheirText() {
    assertTrue(new ServiceName("a").compareTo(new ServiceName("B")) < 0);
  }
}
