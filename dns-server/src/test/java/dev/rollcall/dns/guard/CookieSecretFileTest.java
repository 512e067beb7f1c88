package dev.rollcall.dns.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.instance.InvalidValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CookieSecretFileTest {
  private static final String SECRET = "e5e973e5a6b2a43f48e7dc849e37bfcf";

  @TempDir Path folder;

  @Test
  void holdsUpToThreeOfWhichTheFirstComesFirst() throws IOException {
    Path file = file(SECRET + "\n" + "0".repeat(31) + "1  \r\n" + "A".repeat(32));
    assertEquals(3, CookieSecretFile.read(file).size());
    assertEquals(0xe5e973e5a6b2a43fL, CookieSecretFile.read(file).getFirst().high());
    assertEquals(1, CookieSecretFile.read(file).get(1).low());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "'', :, 0 lines",
        "S|S|S|S, :, 4 lines",
        "S|S0, :2:, 33 characters",
        "S||S, :2:, 0 characters",
        "S|e5e973e5a6b2a43f48e7dc849e37bfcg, :2:, 32 characters"
      })
  void isRefusedByFileAndLineWithoutTheSecret(String text, String place, String value)
      throws IOException {
    Path file = file(text.replace("''", "").replace("|", "\n").replace("S", SECRET));
    var refusal = assertThrows(InvalidValueException.class, () -> CookieSecretFile.read(file));
    String message = String.valueOf(refusal.getMessage());
    assertTrue((refusal.field() + ":").startsWith(file + place), message);
    assertTrue(message.contains(value), message);
    assertTrue(message.contains("32 hexadecimal digits"), message);
    assertFalse(message.contains("e5e973"), message);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("secrets"), text);
  }
}
