package dev.rollcall.registry.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceIdTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "Web-1",
        "10.0.0.5:orders:8080",
        "0b5f5f3e-9d5e-4b8a-8f0e-0d5c3b1f2a4d",
        "rack 7, slot 3",
        "größer",
        "注文",
        "🚀"
      })
  void printableTextIsKeptAsItIs(String given) {
    assertEquals(given, new InstanceId(given).text());
    assertEquals(given, new InstanceId(given).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " a", "a ", "a\tb", "a\nb", "a\u0000", "\u007f", "a\u0085b"})
  void controlsAndOuterSpacesAreRefused(String given) {
    String shown = given.replaceAll("\\p{Cc}", "?");
    new Refusal("id", shown, "1 to 253 printable").isGivenBy(() -> new InstanceId(given));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u2028b", "a\u2029b", "a\u202eb", "a\ufeffb", "a\ue000b", "a\ud800b"})
  void whatDoesNotShowOrReordersWhatDoesIsRefused(String given) {
    new Refusal("id", "a?b", "printable").isGivenBy(() -> new InstanceId(given));
  }

  @Test
  void anIdHasUpTo253Characters() {
    String longest = "x".repeat(InstanceId.MAX_LENGTH);
    assertEquals(longest, new InstanceId(longest).text());
    new Refusal("id", "x".repeat(80) + "…", "253").isGivenBy(() -> new InstanceId(longest + "x"));
  }

  @Test
  void idsThatDifferInCaseAreTwo() {
    assertNotEquals(new InstanceId("web-1"), new InstanceId("Web-1"));
    assertTrue(new InstanceId("Web-1").compareTo(new InstanceId("web-1")) < 0);
  }

  @Property
  void anIdThatIsALegalLabelIsItsOwnLabel(
      @ForAll @AlphaChars @NumericChars @StringLength(min = 1, max = 63) String text) {
    assertEquals(text.toLowerCase(java.util.Locale.ROOT), new InstanceId(text).label());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b", "a:b", "-a", "a-", "a_b", "é"})
  void anIdThatIsNoLegalLabelGetsAHash(String text) {
    var id = new InstanceId(text);
    assertEquals(id.hashLabel(), id.label());
  }

  @Test
  void anIdOf64LettersGetsAHash() {
    assertEquals("x".repeat(63), new InstanceId("x".repeat(63)).label());
    assertEquals(15, new InstanceId("x".repeat(64)).label().length());
  }

  /** Nodes of different releases have to give an instance the same name. */
  @ParameterizedTest
  @CsvSource({
    "a, i-aefn15b21s5lc",
    "web-1, i-b4hkfr9vqcs8c",
    "10.0.0.5:orders:8080, i-vsvsjgr6qaa30",
    "ü, i-4p5ll39pk3t06"
  })
  void theHashLabelNeverChanges(String text, String label) {
    assertEquals(label, new InstanceId(text).hashLabel());
  }

  @Property
  void everyLabelIsLegal(
      @ForAll @AlphaChars @Chars({':', '.', '-', '_', ' ', 'é'}) @StringLength(min = 1, max = 80)
          String text) {
    var id = new InstanceId("<" + text + ">");
    assertTrue(Labels.isLegal(id.label()), id.label());
    assertTrue(Labels.isLegal(id.hashLabel()), id.hashLabel());
  }
}
