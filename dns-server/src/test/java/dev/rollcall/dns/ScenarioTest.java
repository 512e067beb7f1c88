package dev.rollcall.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays the transcripts under {@code src/test/scenarios}. */
class ScenarioTest {
  private static final Path FOLDER = Path.of("src/test/scenarios");

  static List<Path> transcripts() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void isAnsweredAsWritten(Path transcript, @TempDir Path folder) throws IOException {
    try (var scenario = new Scenario(folder)) {
      for (String paragraph : Files.readString(transcript).split("\n\n", -1)) {
        Scenario.Outcome outcome = scenario.play(paragraph);
        assertEquals(outcome.expected(), outcome.actual(), paragraph);
      }
    }
  }
}
