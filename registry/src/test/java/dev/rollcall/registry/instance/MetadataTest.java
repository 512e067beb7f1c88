package dev.rollcall.registry.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTest {
  @Test
  void pairsStandInTheOrderOfTheirKeys() {
    var metadata = new Metadata(Map.of("version", "2.3", "A b", "x=y", "commit", ""));
    assertEquals(List.of("A b", "commit", "version"), List.copyOf(metadata.pairs().keySet()));
    assertEquals("x=y", metadata.pairs().get("A b"));
  }

  @Test
  void laterChangesToTheGivenMapDoNotShow() {
    var given = new HashMap<>(Map.of("a", "1"));
    var metadata = new Metadata(given);
    given.put("b", "2");
    assertEquals(Map.of("a", "1"), metadata.pairs());
    assertThrows(UnsupportedOperationException.class, () -> metadata.pairs().put("c", "3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a=b", "=", "ä", "\u007f", "a\tb"})
  void aKeyIsPrintableAsciiWithoutAnEqualsSign(String key) {
    String shown = key.replaceAll("\\p{Cntrl}", "?");
    new Refusal("metadata", shown, "keys of printable ASCII")
        .isGivenBy(() -> new Metadata(Map.of(key, "")));
  }

  @Test
  void aPairHasUpTo255Octets() {
    assertEquals(1, new Metadata(Map.of("key", "v".repeat(251))).pairs().size());
    new Refusal("metadata.key", "256 octets", "up to 255 octets")
        .isGivenBy(() -> new Metadata(Map.of("key", "v".repeat(252))));
  }

  @Test
  void octetsAreThoseOfUtf8() {
    assertEquals(1, new Metadata(Map.of("k", "ü".repeat(126) + "u")).pairs().size());
    new Refusal("metadata.k", "256 octets", "up to 255 octets")
        .isGivenBy(() -> new Metadata(Map.of("k", "ü".repeat(127))));
  }

  @Test
  void anInstanceHasUpTo64Pairs() {
    assertEquals(64, new Metadata(pairs(64)).pairs().size());
    new Refusal("metadata", "65 pairs", "up to 64").isGivenBy(() -> new Metadata(pairs(65)));
  }

  private static Map<String, String> pairs(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
  }
}
