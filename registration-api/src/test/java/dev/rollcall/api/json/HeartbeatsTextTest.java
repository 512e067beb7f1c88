package dev.rollcall.api.json;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.InvalidValueException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatsTextTest {
  private static final String BODY =
      """
      {"instances": [{"service": "orders", "id": "o-1"}, {"id": "größe 🚀", "service": "Bills"},
        {"service": "a.b", "id": "x\\u0041\\ud83d\\ude80"}]}
      """;
  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\ud800",
    "null",
    "1",
    " ",
    "\u0000",
    "ü",
    "\"id\":",
    "\"service\":",
    "\"instances\":",
    "{\"service\":\"s\",\"id\":\"i\"}"
  };

  @Test
  void keysComeInTheOrderOfTheText() {
    assertEquals(
        Optional.of(
            List.of(
                InstanceKey.of("orders", "o-1"),
                InstanceKey.of("bills", "größe 🚀"),
                InstanceKey.of("a.b", "xA🚀"))),
        HeartbeatsText.read(BODY.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"instances\": [], \"instances\": []}",
        "{\"instances\": [{\"service\": \"s\", \"id\": \"i\", \"id\": \"i\"}]}",
        "{\"instances\": [{\"service\": \"s\", \"service\": \"s\", \"id\": \"i\"}]}",
        "{\"instances\": [{\"service\": \"s\", \"id\": \"\\ud800\"}]}",
        "{\"instances\": []} {}",
        "{\"instances\": {}}",
        "{}"
      })
  void whatIsRefusedIsLeftToTheFields(String body) {
    assertEquals(Optional.empty(), HeartbeatsText.read(body.getBytes(UTF_8)));
  }

  @Test
  void nothingButUtf8IsRead() {
    assertEquals(Optional.empty(), HeartbeatsText.read("{\"instances\": []}".getBytes(UTF_16LE)));
    assertEquals(Optional.empty(), HeartbeatsText.read(new byte[0]));
  }

  /** Whatever the text is, it is read as its fields are, or refused as they are. */
  @Test
  void textAndFieldsAgree() {
    int taken = 0;
    for (int seed = 0; seed < 20_000; seed++) {
      byte[] body = mutated(new Random(seed)).getBytes(UTF_8);
      var read = ofFields(body);
      assertEquals(read, HeartbeatsText.read(body), "seed " + seed);
      taken += read.isPresent() ? 1 : 0;
    }
    assertTrue(taken > 100, taken + " taken");
    assertTrue(taken < 19_900, taken + " taken");
  }

  private static Optional<List<InstanceKey>> ofFields(byte[] body) {
    try {
      return Optional.of(HeartbeatsBody.ofFields(Fields.parse(body)));
    } catch (RefusedRequestException | InvalidValueException e) {
      return Optional.empty();
    }
  }

  /** The body with up to three pieces put in, or taken out. */
  private static String mutated(Random random) {
    var body = new StringBuilder(BODY);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(body.length());
      int end = Math.min(body.length(), at + random.nextInt(random.nextInt(40) + 1));
      String piece = random.nextBoolean() ? PIECES[random.nextInt(PIECES.length)] : "";
      body.replace(at, end, piece);
    }
    return body.toString();
  }
}
